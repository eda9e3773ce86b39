// The reference set in the lines by pointer: one line is drawn, the others are made by two clicks.
import { test } from "node:test";
import { pointer } from "../support/hands.mjs";
import { bring, byPointer, claim, inLines, page } from "../support/reference.mjs";

test("the reference set in the lines by pointer", async () => {
  let dragged = false;
  await inLines(pointer(page), {
    ...byPointer,
    async connect(source, to) {
      await bring(claim(source));
      if (dragged) {
        await claim(source).click();
        await bring(to);
        await to.click();
        return;
      }
      dragged = true;
      const [from, end] = [await claim(source).boundingBox(), await to.boundingBox()];
      await page.mouse.move(from.x + 30, from.y + 20);
      await page.mouse.down();
      await page.mouse.move(end.x + 60, end.y + 20, { steps: 8 });
      await page.mouse.up();
    },
  });
});
