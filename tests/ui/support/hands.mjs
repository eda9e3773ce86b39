// The same edits by pointer and by keyboard: what is pressed, typed, ticked and chosen.
import assert from "node:assert/strict";

const TABS_MOST = 120;

/** Everything by a click at its place. */
export function pointer(page) {
  return {
    press: (control) => control.click(),
    async type(field, text) {
      await field.click();
      await field.fill(text);
    },
    async tick(box, on) {
      if ((await box.isChecked()) !== on) await box.click();
    },
    async pick(select, option) {
      await select.click();
      await page.getByRole("option", { name: option }).first().click();
    },
  };
}

/** Everything by keys, and every place by Tab. */
export function keyboard(page) {
  const here = (control) => control.evaluate((element) => element === document.activeElement || element.contains(document.activeElement)).catch(() => false);
  async function go(control) {
    await control.waitFor();
    for (let tabs = 0; tabs < TABS_MOST; tabs += 1) {
      if (await here(control)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`Tab never came to ${control}`);
  }
  return {
    go,
    async press(control) {
      await go(control);
      await page.keyboard.press("Enter");
    },
    async type(field, text) {
      await go(field);
      await page.keyboard.press("Control+a");
      if (text === "") await page.keyboard.press("Delete");
      else await page.keyboard.insertText(text);
    },
    async tick(box, on) {
      if ((await box.isChecked()) === on) return;
      await go(box);
      await page.keyboard.press("Space");
    },
    async pick(select, option) {
      await go(select);
      await page.keyboard.press("Enter");
      // Its name changes once it is highlighted: that of its group comes before it.
      const wanted = await page.getByRole("option", { name: option }).first().elementHandle();
      for (let downs = 0; downs < TABS_MOST; downs += 1) {
        const at = await page.evaluate(() => document.activeElement.getAttribute("aria-activedescendant"));
        const isThere = at !== null && (await wanted.evaluate((one, id) => one.id === id || one.querySelector(`[id="${id}"]`) !== null, at));
        if (isThere) break;
        await page.keyboard.press("ArrowDown");
      }
      await page.keyboard.press("Enter");
      await wanted.waitForElementState("hidden");
    },
  };
}
