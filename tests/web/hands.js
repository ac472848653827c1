// Hands: carrying by mouse and by finger, and a second opinion from the database.
import assert from "node:assert/strict";

const middle = async (locator) => {
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

export async function dragByMouse({ page }, from, to) {
  const [a, b] = [await middle(from), await middle(to)];
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  await page.mouse.move(a.x + 12, a.y + 4);
  await page.mouse.move(b.x, b.y, { steps: 8 });
  await page.mouse.up();
}

// As a browser gives it to the page: press, wait, carry, let go.
export async function dragByTouch({ page, context }, from, to, { press = 450 } = {}) {
  const [a, b] = [await middle(from), typeof to.boundingBox === "function" ? await middle(to) : to];
  const wire = await context.newCDPSession(page);
  const touch = (type, points) => wire.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await touch("touchStart", [a]);
  await page.waitForTimeout(press);
  const steps = 8;
  for (let i = 1; i <= steps; i++) {
    await touch("touchMove", [{ x: a.x + ((b.x - a.x) * i) / steps, y: a.y + ((b.y - a.y) * i) / steps }]);
    await page.waitForTimeout(16);
  }
  await page.waitForTimeout(120);
  await touch("touchEnd", []);
  await wire.detach();
}

export async function swipe(visit, from, by) {
  const { x, y } = await middle(from);
  await dragByTouch(visit, from, { x: x + by.x, y: y + by.y }, { press: 0 });
}

// Waits until what is asked for is so: the page shows a change before the server has it.
export async function eventually(ask, expected) {
  const until = Date.now() + 10000;
  for (;;) {
    const seen = await ask();
    try {
      assert.deepEqual(seen, expected);
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
}
