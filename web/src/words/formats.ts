// formats.ts — the browser's formats, kept: making one takes longer than a hundred uses of it.
function kept<O extends object, F>(make: (spoken: string, options: O) => F): (spoken: string, options: O) => F {
  const made = new Map<string, F>();
  return (spoken, options) => {
    const key = spoken + JSON.stringify(options);
    let format = made.get(key);
    if (!format) made.set(key, (format = make(spoken, options)));
    return format;
  };
}

export const dateFormat = kept((spoken, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(spoken, options));
export const numberFormat = kept((spoken, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(spoken, options));
