// What a state looks like, and whether everybody can use it, in light and dark.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { axeSource } from "./console.mjs";

const OUTPUT = fileURLToPath(new URL("../.output/", import.meta.url));
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Cloudscape puts menus, suggestions and the reason of a disabled item into a portal at the end of
 * the body, outside every landmark. They are reached from their button or input and return
 * there, so a landmark would not help.
 */
const PORTAL = /^(#dropdown_|div\[data-awsui-referrer-id=|\.awsui_container-body_)/;
const inPortal = ({ target, html }) =>
  html.includes('role="option"') || target.every((part) => PORTAL.test(String(part)));
/**
 * A label that has to be scrolled into view inside a dialog counts as none for this rule; a
 * label that is really missing is found by the rule `label`.
 */
const hasLabel = ({ html }) => html.includes("aria-labelledby=");
/** What a dialog or the bar below covers just now is as large as ever once it is scrolled to. */
const isCovered = ({ failureSummary }) => failureSummary.includes("partially obscured");
const isKnown = ({ id }, node) =>
  (id === "region" && inPortal(node)) ||
  (id === "label-title-only" && hasLabel(node)) ||
  (id === "target-size" && isCovered(node));

export async function look(page, name) {
  // A page that is still being fetched has none.
  await page.locator("h1").first().waitFor({ state: "attached" });
  for (const scheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForFunction((one) => document.documentElement.dataset.appearance === one, scheme);
    await settled(page);
    await page.screenshot({ path: `${OUTPUT}${name}-${scheme}.png`, animations: "allow", caret: "initial" });
    await assertAccessible(page, `${name}, ${scheme}`);
  }
}

/** Colours change over a moment even where motion is reduced. */
async function settled(page) {
  await page.evaluate(async () => {
    const running = document.getAnimations().filter((one) => {
      const { iterations } = one.effect?.getComputedTiming() ?? {};
      return iterations !== Infinity;
    });
    await Promise.allSettled(running.map((one) => one.finished));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}

async function assertAccessible(page, where) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const violations = await page.evaluate(
    async (tags) =>
      (
        await window.axe.run(document, {
          runOnly: { type: "tag", values: tags },
          resultTypes: ["violations"],
        })
      ).violations,
    TAGS,
  );
  const found = violations.flatMap((violation) =>
    violation.nodes
      .filter((node) => !isKnown(violation, node))
      .map((node) => `${violation.impact} ${violation.id}: ${node.target.join(" ")}\n  ${node.html.slice(0, 300)}\n  ${node.failureSummary}`),
  );
  assert.deepEqual(found, [], `not accessible: ${where}`);
}
