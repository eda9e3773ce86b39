// The reference set in the lines by keyboard: every place by Tab and arrow keys.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyboard } from "../support/hands.mjs";
import { inLines, isRule, page } from "../support/reference.mjs";

const STEPS_MOST = 40;

test("the reference set in the lines by keyboard", async () => {
  const hands = keyboard(page);
  const focused = () => page.evaluate(() => ({ id: document.activeElement.id, label: document.activeElement.textContent }));
  let isThere = false;
  /** Arrow keys go on from the place that Tab comes to. */
  async function walk(column, fits) {
    // A dialog that closes gives the focus back to the lines.
    if (isThere) await page.locator(".line-button:focus").waitFor();
    isThere = true;
    if (!fits(await focused())) await hands.go(page.locator(`.${column} .line-button[tabindex="0"]`));
    if (!fits(await focused())) await page.keyboard.press("Home");
    for (let steps = 0; steps < STEPS_MOST; steps += 1) {
      await page.locator(`.${column} .line-button:focus`).waitFor();
      if (fits(await focused())) return;
      await page.keyboard.press("ArrowDown");
    }
    assert.fail("arrow keys never came there");
  }
  const toTarget = (fits) => walk("line-target", fits);
  await inLines(hands, {
    async connect(source, to, target) {
      await walk("line-claim", ({ id }) => id === `claim:${source}`);
      await page.keyboard.press("Enter");
      await toTarget(target);
      await page.keyboard.press("Enter");
      // The focus goes to what was made.
      await page.locator('.line-button[id^="rule:"]:focus').waitFor();
    },
    async openRule(name, set = "user") {
      await toTarget(isRule(name, set));
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
    },
    async addRule(set) {
      await toTarget(({ id }) => id === `add:${set}`);
      await page.keyboard.press("Enter");
    },
  });
});
