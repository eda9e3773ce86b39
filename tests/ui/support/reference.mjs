// One set of rules, every field of a rule in it, to be made and edited in each view and each way: what
// `idpctl provider show` then prints is the same byte for byte, and so is the way back and forth.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { after, afterEach, before } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { goTo, openConsole } from "./console.mjs";
import { addPracticeProvider, updateProvider } from "./drafts.mjs";

const CLIENT = "practiceconfidential000001";
const ALICE = ["alice", "Practice-Alice-1"];
const NAME = "Reference";
const IDPCTL = join(dirname(process.env.IDP_BRIDGE ?? ""), "idpctl");
/** Where they begin in that: a field of the definition. */
const ATTRIBUTES = '\n    "attributes": ';
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
export const END = {
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
  join: { title: "Join", option: /^Join\s*One text from all/, fields: { separator: "Between them" } },
  constant: { title: "Fixed text", fields: { value: "Text" } },
};

let idp;
export let page;
let id;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      id = await addPracticeProvider(bridge, CLIENT, { displayName: NAME, attributes: START });
      assert.equal((await bridge.run(id, ...ALICE)).outcome, "passed");
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const lines = () => page.getByTestId("lines");
export const claim = (name) => page.locator(`[id="claim:${name}"]`);
const node = (name) => lines().getByRole("button", { name: new RegExp(`^Target ${name} ?,`) });
const ruleButton = (name) => lines().getByRole("button", { name: `Edit rule for ${name}`, exact: true });
const add = { user: "Add a user attribute", external: "Add an application attribute" };
export const addPlace = (set) => lines().getByRole("button", { name: add[set], exact: true });
const details = () => page.getByTestId("rule-details");
const inDetails = (testId, tag = "input") => details().getByTestId(testId).locator(tag).first();
export const table = (set) => page.getByTestId(`rules-${set}`);
export const cell = (set, what, index) => table(set).getByLabel(`${what} of rule ${index + 1}`, { exact: true });

/** By the wheel, from the top of the canvas down to it: what is out of view is not rendered. */
export async function bring(place) {
  await page.getByTestId("arrange").click();
  const frame = lines().locator(".lines");
  await frame.hover({ position: { x: 300, y: 20 } });
  const isWhole = async () => {
    const [box, room] = [await place.boundingBox(), await frame.boundingBox()];
    return box !== null && box.y >= room.y && box.y + box.height <= room.y + room.height;
  };
  for (let turns = 0; turns < 60 && !((await place.count()) > 0 && (await isWhole())); turns += 1) {
    await page.mouse.wheel(0, 80);
    await delay(30);
  }
  await place.waitFor();
}

/** The stored rules as they are printed for a script, to the last byte of `wanted`. */
function stored(wanted) {
  const words = ["--data-dir", join(idp.bridge.home, "data"), "--json", "provider", "show", NAME];
  const printed = execFileSync(IDPCTL, words, { encoding: "utf8" });
  const from = printed.indexOf(ATTRIBUTES);
  return printed.slice(from, from + wanted.length);
}
const draft = async () => JSON.stringify((await idp.bridge.command("edit_provider", { id })).body.definition.attributes);
async function assertDraft(expected) {
  for (let tries = 0; tries < 80 && (await draft()) !== expected; tries += 1) await delay(100);
  assert.equal(await draft(), expected);
}

export async function open(view) {
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
export async function edit(hands, set, rule, { asText = null } = {}) {
  const target = inDetails("rule-target");
  await target.waitFor();
  if ((await target.inputValue()) !== rule.target) await hands.type(target, rule.target);
  if (asText !== null) {
    await hands.type(inDetails("rule-cel", "textarea"), asText);
    // Until it is taken over it has an undo of its own.
    await details().locator("[data-own-undo]").waitFor({ state: "detached" });
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
    await hands.pick(details().getByTestId("add-step").getByRole("button"), STEPS[kind].option ?? new RegExp(`^${STEPS[kind].title}`));
    for (const [name, value] of Object.entries(parameters)) {
      const label = STEPS[kind].fields[name];
      const field = details().getByTestId(`step-${kind}`).getByLabel(new RegExp(`^${label}`)).first();
      if ((await field.inputValue()) !== String(value)) await hands.type(field, String(value));
    }
  }
}

export const close = async (hands) => {
  await hands.press(details().getByTestId("close-details"));
  await details().waitFor({ state: "hidden" });
};

/** Saves, and goes back to the start and forth to the end before. */
export async function finish(hands, start) {
  const end = JSON.stringify(END);
  await hands.tick(page.getByTestId("send-only").locator("input"), true);
  await assertDraft(end);
  const all = async (name, expected) => {
    const button = page.getByTestId(name);
    while (await button.isEnabled()) await hands.press(button);
    await assertDraft(expected);
  };
  await all("undo", start);
  await all("redo", end);
  await hands.press(page.getByTestId("save-attributes"));
  await page.getByTestId("editor-state").getByText("Everything is saved", { exact: true }).waitFor();
  const wanted = `${ATTRIBUTES}${JSON.stringify(END, null, 2).replaceAll("\n", "\n    ")}`;
  assert.equal(stored(wanted), wanted);
}

/** Whether what has the focus is the place of a rule. */
export const isRule = (name, set) => ({ id, label }) => id.startsWith(`rule:${set}:`) && label.startsWith(`Target ${name},`);

/** Edits and makes all rules in the lines; `connect` draws one, `openRule` and `addRule` open a dialog. */
export async function inLines(hands, { connect, openRule, addRule }, textOf = () => null) {
  const { start } = await open("lines");
  await node("email").first().waitFor();
  for (const [set, rules] of Object.entries({ user: END.user, external: END.external })) {
    for (const [index, rule] of rules.entries()) {
      const asText = textOf(set, index);
      const before = set === "user" ? { email: "email", username: "username", nickname: "nick" }[rule.target] : undefined;
      if (before !== undefined) {
        if (rule.target === "username" && asText === null) await connect("cognito:username", node("username").first(), isRule("username", set));
        await openRule(before);
      } else if (rule.source !== undefined && rule.source !== NOT_RECEIVED && asText === null) {
        await connect(rule.source, addPlace(set), ({ id }) => id === `add:${set}`);
        // It has the name of its source; another set may have one of that name as well.
        await openRule(rule.source, set);
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

/** The text of a rule as Rust writes it; nothing where the reference set has a text itself. */
export async function celTexts() {
  const input = { kind: "sample", providerId: id, claims: [] };
  const { results } = await idp.bridge.command("preview_mapping", { rules: END, input });
  return (set, index) =>
    END[set][index].expression === undefined ? results.find((one) => one.set === set && one.index === index).cel : null;
}

/** Of two rules of a name, the one of this set: the sets stand one below the other. */
const ofSet = (locator, set) => (set === "external" ? locator.last() : locator.first());

/** How a dialog is opened by pointer. */
export const byPointer = {
  async openRule(name, set) {
    // A name that both sets have is looked for where the other set begins.
    await bring(set === "external" ? addPlace(set) : ruleButton(name).first());
    await ofSet(ruleButton(name), set).click();
  },
  async addRule(set) {
    await bring(addPlace(set));
    await addPlace(set).click();
  },
};
