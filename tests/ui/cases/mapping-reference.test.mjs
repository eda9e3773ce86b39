// One set of rules, every field of a rule in it, made and edited in each view and each way: what
// `idpctl provider show` then prints is the same byte for byte, and so is the way back and forth.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { updateProvider } from "../support/drafts.mjs";
import { keyboard, pointer } from "../support/hands.mjs";

const CLIENT = "practiceconfidential000001";
const ALICE = ["alice", "Practice-Alice-1"];
const NAME = "Reference";
const IDPCTL = join(dirname(process.env.IDP_BRIDGE ?? ""), "idpctl");
const FLAGS = { required: false, multiValued: false, onEveryLogin: false };

/** What is there before: two of them are edited, one is removed. */
const START = {
  sendOnlyConfigured: false,
  user: [
    { target: "email", source: "email", ...FLAGS, onEveryLogin: true },
    { target: "username", source: "email", ...FLAGS, onEveryLogin: true },
    { target: "nick", source: "name", transforms: [{ kind: "upper" }], ...FLAGS, onEveryLogin: true },
    { target: "obsolete", source: "sub", ...FLAGS },
  ],
  external: [],
};
/** What is there afterwards. */
const END = {
  sendOnlyConfigured: true,
  user: [
    { target: "email", source: "email", readFrom: "userinfo", ...FLAGS, onEveryLogin: true },
    { target: "username", source: "cognito:username", transforms: [{ kind: "upper" }], ...FLAGS, onEveryLogin: true },
    { target: "fullName", expression: "claims.given_name + ' ' + claims.family_name", condition: "claims.email_verified == true", ...FLAGS, onEveryLogin: true },
    { target: "nickname", source: "given_name", transforms: [{ kind: "substring", start: 0, length: 3 }], ...FLAGS, default: "none" },
    { target: "teams", source: "cognito:groups", ...FLAGS, multiValued: true, onEveryLogin: true, clearWhenMissing: true },
    { target: "department", source: "custom:department", ...FLAGS, required: true, onEveryLogin: true },
  ],
  external: [
    { target: "mail", source: "email", ...FLAGS },
    { target: "groups", source: "cognito:groups", transforms: [{ kind: "join", separator: ";" }], ...FLAGS },
    { target: "tenant", transforms: [{ kind: "constant", value: "acme" }], ...FLAGS },
    { target: "locale", source: "locale", ...FLAGS, default: "en" },
  ],
};
/** There is no line from what never came; such a source is typed. */
const NOT_RECEIVED = "locale";
const STEPS = {
  upper: { title: "Upper case" },
  substring: { title: "Part by position", fields: { start: "Characters to leave out", length: "Characters to keep" } },
  join: { title: "Join", fields: { separator: "Separator" } },
  constant: { title: "Fixed text", fields: { value: "Text" } },
};

let idp;
let page;
let id;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      await bridge.command("start_practice_pool", { port: await freePort() });
      const provider = await bridge.command("add_practice_pool_provider", { clientId: CLIENT });
      ({ id } = provider);
      const draft = { ...provider.definition, displayName: NAME, attributes: START };
      await updateProvider(bridge, { id, draft, clientSecret: { change: "keep" } });
      assert.equal((await bridge.run(id, ...ALICE)).outcome, "passed");
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const lines = () => page.getByTestId("lines");
const claim = (name) => page.locator(`[id="claim:${name}"]`);
const node = (name) => lines().getByRole("button", { name: new RegExp(`^Target ${name} ?,`) });
const ruleButton = (name) => lines().getByRole("button", { name: `Edit rule for ${name}`, exact: true });
const add = { user: "Add a user attribute", external: "Add an application attribute" };
const addPlace = (set) => lines().getByRole("button", { name: add[set], exact: true });
const details = () => page.getByTestId("rule-details");
const inDetails = (testId, tag = "input") => details().getByTestId(testId).locator(tag).first();
const table = (set) => page.getByTestId(`rules-${set}`);
const cell = (set, what, index) => table(set).getByLabel(`${what} of rule ${index + 1}`, { exact: true });

/** From the top of the canvas down to it: what is out of view is not rendered. */
async function bring(place) {
  await page.getByTestId("arrange").click();
  for (let turns = 0; turns < 60 && (await place.count()) === 0; turns += 1) {
    await page.locator(".react-flow__pane").dispatchEvent("wheel", { deltaY: 80 });
    await delay(30);
  }
  await place.first().waitFor();
}

/** The stored rules, as a script would read them. */
function stored() {
  const words = ["--data-dir", join(idp.bridge.home, "data"), "--json", "provider", "show", NAME];
  return JSON.stringify(JSON.parse(execFileSync(IDPCTL, words, { encoding: "utf8" })).definition.attributes);
}
const draft = async () => JSON.stringify((await idp.bridge.command("edit_provider", { id })).body.definition.attributes);
async function assertDraft(expected) {
  for (let tries = 0; tries < 80 && (await draft()) !== expected; tries += 1) await delay(100);
  assert.equal(await draft(), expected);
}

async function open(view) {
  await goTo(page, "/providers");
  await page.getByTestId("providers-table").waitFor();
  const { definition } = await idp.bridge.command("get_provider", { id });
  await updateProvider(idp.bridge, { id, draft: { ...definition, attributes: START }, clientSecret: { change: "keep" } });
  await page.evaluate((one) => localStorage.setItem("idp-console.mapping-view", one), view);
  await page.reload();
  await page.getByTestId("providers-table").waitFor();
  await goTo(page, `/providers/${id}?tab=attributes`);
  await page.getByTestId("editor-state").getByText("Everything is saved", { exact: true }).waitFor();
  return { start: await draft() };
}

/** What the dialog holds becomes what is wanted. */
async function edit(hands, set, rule, { asText = null } = {}) {
  const target = inDetails("rule-target");
  await target.waitFor();
  if ((await target.inputValue()) !== rule.target) await hands.type(target, rule.target);
  if (asText !== null) {
    await hands.type(inDetails("rule-cel", "textarea"), asText);
  } else if (rule.expression !== undefined) {
    await hands.type(inDetails("rule-cel", "textarea"), rule.expression);
    await hands.type(inDetails("rule-condition", "textarea"), rule.condition);
  } else {
    const source = inDetails("rule-source");
    const wanted = rule.source ?? "";
    if ((await source.inputValue()) !== wanted) await hands.type(source, wanted);
    if (rule.readFrom !== undefined) await hands.pick(details().getByTestId("rule-read-from").getByRole("button"), "Userinfo");
    await editSteps(hands, rule.transforms ?? []);
  }
  if (asText === null || rule.expression !== undefined) {
    const value = inDetails("rule-default");
    if ((await value.inputValue()) !== (rule.default ?? "")) await hands.type(value, rule.default ?? "");
  }
  const options = { "Required: no value is a failure": rule.required, "The target takes a list": rule.multiValued };
  if (set === "user") {
    options["At every login, not only the first"] = rule.onEveryLogin;
    options["Empty the target at a later login when there is no value"] = rule.clearWhenMissing === true;
  }
  for (const [name, on] of Object.entries(options)) {
    const box = details().getByRole("checkbox", { name });
    if (!(await box.isDisabled())) await hands.tick(box, on);
  }
}

async function editSteps(hands, wanted) {
  const kinds = () => details().locator('[data-testid^="step-"]').evaluateAll((all) => all.map((one) => one.dataset.testid.slice("step-".length)));
  const now = await kinds();
  if (JSON.stringify(now) === JSON.stringify(wanted.map(({ kind }) => kind))) return;
  for (const kind of now) await hands.press(details().getByRole("button", { name: `Remove ${STEPS[kind].title}`, exact: true }));
  for (const { kind, ...parameters } of wanted) {
    await hands.pick(details().getByTestId("add-step").getByRole("button"), new RegExp(`^${STEPS[kind].title}`));
    for (const [name, value] of Object.entries(parameters)) {
      const label = STEPS[kind].fields[name];
      const field = details().getByTestId(`step-${kind}`).getByLabel(new RegExp(`^${label}`)).first();
      if ((await field.inputValue()) !== String(value)) await hands.type(field, String(value));
    }
  }
}

const close = async (hands) => {
  await hands.press(details().getByTestId("close-details"));
  await details().waitFor({ state: "hidden" });
};

/** Saves, and goes back to the start and forth to the end before. */
async function finish(hands, start) {
  const end = JSON.stringify(END);
  await hands.tick(page.getByTestId("send-only").locator("input"), true);
  await assertDraft(end);
  const all = async (name, expected) => {
    const button = page.getByTestId(name);
    while (await button.isEnabled()) await button.click();
    await assertDraft(expected);
  };
  await all("undo", start);
  await all("redo", end);
  await hands.press(page.getByTestId("save-attributes"));
  await page.getByTestId("editor-state").getByText("Everything is saved", { exact: true }).waitFor();
  assert.equal(stored(), end);
}

/** Edits and makes all rules in the lines; `connect` draws one, `openRule` and `addRule` open a dialog. */
async function inLines(hands, { connect, openRule, addRule }, textOf = () => null) {
  const { start } = await open("lines");
  await node("email").first().waitFor();
  for (const [set, rules] of Object.entries({ user: END.user, external: END.external })) {
    for (const [index, rule] of rules.entries()) {
      const asText = textOf(set, index);
      const before = set === "user" ? { email: "email", username: "username", nickname: "nick" }[rule.target] : undefined;
      if (before !== undefined) {
        if (rule.target === "username" && asText === null) await connect("cognito:username", node("username").first());
        await openRule(before);
      } else if (rule.source !== undefined && rule.source !== NOT_RECEIVED && asText === null) {
        await connect(rule.source, addPlace(set));
        // Its name may be that of the source, and another set may have one of that name as well.
        await delay(100);
        if (!(await details().isVisible())) await openRule(rule.source, set);
      } else await addRule(set);
      await edit(hands, set, rule, { asText });
      if (rule.target === "fullName") {
        // It was made after the rules that were there.
        await hands.press(details().getByTestId("move-up"));
        await hands.press(details().getByTestId("move-up"));
      }
      await close(hands);
    }
  }
  await openRule("obsolete");
  await hands.press(details().getByTestId("remove-rule"));
  await details().waitFor({ state: "hidden" });
  await finish(hands, start);
}

/** Of two rules of a name, the one of this set: the sets stand one below the other. */
const ofSet = (locator, set) => (set === "external" ? locator.last() : locator.first());

test("the reference set in the lines by pointer", async () => {
  const hands = pointer(page);
  let dragged = false;
  await inLines(hands, {
    async connect(source, to) {
      await page.getByTestId("lines-search").locator("input").fill(source);
      await page.getByTestId("lines-search").locator("input").press("Enter");
      await page.getByTestId("lines-search").locator("input").fill("");
      if (dragged) {
        await claim(source).click();
        await bring(to);
        await to.click();
        return;
      }
      dragged = true;
      await bring(to);
      const [from, end] = [await claim(source).boundingBox(), await to.boundingBox()];
      await page.mouse.move(from.x + 30, from.y + 20);
      await page.mouse.down();
      await page.mouse.move(end.x + 60, end.y + 20, { steps: 8 });
      await page.mouse.up();
    },
    async openRule(name, set) {
      await bring(ruleButton(name));
      await ofSet(ruleButton(name), set).click();
    },
    async addRule(set) {
      await bring(addPlace(set));
      await addPlace(set).click();
    },
  });
});

test("the reference set in the lines by keyboard", async () => {
  const hands = keyboard(page);
  /** Arrow keys go on from the place that Tab comes to. */
  async function walk(id, column) {
    await hands.go(page.locator(`.${column} .line-button[tabindex="0"]`));
    await page.keyboard.press("Home");
    for (let steps = 0; steps < 80; steps += 1) {
      await page.locator(`.${column} .line-button:focus`).waitFor();
      if (await id()) return;
      await page.keyboard.press("ArrowDown");
    }
    assert.fail("arrow keys never came there");
  }
  const focused = () => page.evaluate(() => ({ id: document.activeElement.id, label: document.activeElement.textContent }));
  const toTarget = (fits) => walk(async () => fits(await focused()), "line-target");
  const named = (name, set) => ({ id, label }) => (set === undefined || id.includes(`:${set}:`)) && label.includes(`Target ${name}`);
  await inLines(hands, {
    async connect(source, to) {
      await walk(async () => (await focused()).id === `claim:${source}`, "line-claim");
      await page.keyboard.press("Enter");
      await bring(to);
      const wanted = await to.getAttribute("id");
      await toTarget(({ id }) => id === wanted);
      await page.keyboard.press("Enter");
    },
    async openRule(name, set) {
      await toTarget(({ id, label }) => named(name, set)({ id, label }) && id.startsWith("rule:"));
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
    },
    async addRule(set) {
      await toTarget(({ id }) => id === `add:${set}`);
      await page.keyboard.press("Enter");
    },
  });
});

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

test("the reference set as CEL text", async () => {
  const { definition } = await idp.bridge.command("get_provider", { id });
  const input = { kind: "sample", providerId: id, claims: [] };
  const { results } = await idp.bridge.command("preview_mapping", { rules: definition.attributes, input });
  // Byte for byte means the text as Rust writes it; a condition of an expression has its own field.
  const textOf = (set, index) => (END[set][index].expression === undefined ? results.find((one) => one.set === set && one.index === index).cel : null);
  const hands = pointer(page);
  await inLines(
    hands,
    {
      connect: () => assert.fail("a text needs no line"),
      async openRule(name, set) {
        await bring(ruleButton(name));
        await ofSet(ruleButton(name), set).click();
      },
      async addRule(set) {
        await bring(addPlace(set));
        await addPlace(set).click();
      },
    },
    textOf,
  );
});
