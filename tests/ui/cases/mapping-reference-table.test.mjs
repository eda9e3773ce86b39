// The reference set in the table; what has no column is edited in the details.
import { test } from "node:test";
import { pointer } from "../support/hands.mjs";
import { cell, close, edit, END, finish, open, page, table } from "../support/reference.mjs";

test("the reference set in the table", async () => {
  const hands = pointer(page);
  const { start } = await open("table");
  const of = (set, name) => table(set).getByRole("button", { name, exact: true });
  await of("user", "Remove rule 4").click();
  for (const set of ["user", "external"]) {
    for (const [index, rule] of END[set].entries()) {
      // The rule that was the third becomes the fourth below.
      const at = set === "user" ? [0, 1, 3, 2][index] ?? index : index;
      if (!(await cell(set, "Target", at).isVisible())) await page.getByTestId(`add-rule-${set}`).click();
      const put = async (what, value) => {
        const field = cell(set, what, at);
        if ((await field.inputValue()) !== value) await field.fill(value);
      };
      await put("Target", rule.target);
      if (rule.source !== undefined) await put("Source", rule.source);
      await put("Default", rule.default ?? "");
      const tick = (label, on) => hands.tick(table(set).getByLabel(label, { exact: true }), on);
      if (rule.target !== "email" && rule.target !== "username") await tick(`Rule ${at + 1} is required`, rule.required);
      await tick(`Rule ${at + 1} takes a list`, rule.multiValued);
      if (set === "user") await tick(`Rule ${at + 1} is applied at every login`, rule.onEveryLogin);
      const more = rule.transforms ?? rule.expression ?? rule.readFrom ?? rule.clearWhenMissing;
      if (more === undefined) continue;
      await of(set, `Details of rule ${at + 1}`).click();
      await edit(hands, set, rule);
      await close(hands);
    }
  }
  await of("user", "Move rule 4 up").click();
  await finish(hands, start);
});
