// memo.ts — a part that is drawn again only when what it was given has changed; for what there are hundreds of.
import { Component, h, type FunctionComponent } from "preact";

export function memo<P extends object>(Inner: FunctionComponent<P>): new (props: P) => Component<P> {
  return class extends Component<P> {
    shouldComponentUpdate(next: P) {
      const names = Object.keys({ ...this.props, ...next }) as (keyof P)[];
      return names.some((name) => name !== ("children" as keyof P) && this.props[name] !== next[name]);
    }
    render() {
      return h(Inner, this.props);
    }
  };
}
