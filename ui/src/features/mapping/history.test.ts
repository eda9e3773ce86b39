import { describe, expect, test } from "vitest";
import { changeHistory, historyOf, type HistoryAction } from "./history.ts";
import { attributesOf, newRule, rulesOf } from "./rules.ts";
import { whatChanged } from "./what-changed.ts";

const start = historyOf(rulesOf({ user: [{ target: "email", source: "email" }] }));
const after = (actions: readonly HistoryAction[], from = start) => actions.reduce(changeHistory, from);
const text = (history: typeof start) => JSON.stringify(attributesOf(history.present));
const key = 1;

const EDITS: readonly HistoryAction[] = [
  { type: "add", set: "user", rules: [newRule("user", "username")] },
  { type: "connect", set: "user", key: 2, source: "cognito:username" },
  { type: "change", set: "user", key: 2, values: { transforms: [{ kind: "lower" }] }, part: "steps" },
  { type: "change", set: "user", key: 2, values: { required: true } },
  { type: "move", set: "user", key: 2, past: 1 },
  { type: "sendOnly", on: true },
  { type: "accept", rules: [{ set: "external", rule: { target: "mail", source: "email" } }] },
  { type: "disconnect", set: "user", key },
  { type: "remove", set: "user", key },
];

describe("history", () => {
  test("undo goes back through every kind of edit, redo forward, byte for byte", () => {
    const texts = [text(start)];
    let now = start;
    for (const edit of EDITS) {
      now = changeHistory(now, edit);
      texts.push(text(now));
    }
    for (const expected of [...texts].reverse()) {
      expect(text(now)).toBe(expected);
      now = changeHistory(now, { type: "undo" });
    }
    for (const expected of texts) {
      expect(text(now)).toBe(expected);
      now = changeHistory(now, { type: "redo" });
    }
  });

  test("what is typed at one place is one step, until the person goes elsewhere", () => {
    const typed = ["N", "No", "None"].map(
      (value): HistoryAction => ({ type: "change", set: "user", key, values: { default: value } }),
    );
    expect(after(typed).past).toHaveLength(1);
    expect(after([...typed, { type: "settle" }, ...typed]).past).toHaveLength(2);
    expect(text(after([...typed, { type: "undo" }]))).toBe(text(start));
  });

  test("ticking a box twice is two steps", () => {
    const tick = (required: boolean): HistoryAction => ({ type: "change", set: "user", key, values: { required } });
    expect(after([tick(true), tick(false)]).past).toHaveLength(2);
  });

  test("an edit after undoing forgets what could be redone", () => {
    const undone = after([{ type: "sendOnly", on: true }, { type: "undo" }]);
    expect(undone.future).toHaveLength(1);
    expect(after([{ type: "disconnect", set: "user", key }], undone).future).toHaveLength(0);
  });

  test("loading what is there already is no step, and undoing nothing changes nothing", () => {
    const same = attributesOf(start.present);
    expect(after([{ type: "load", attributes: same }])).toBe(start);
    expect(after([{ type: "undo" }, { type: "redo" }])).toEqual(start);
  });

  test("a key is not given again after undoing", () => {
    const add: HistoryAction = { type: "add", set: "user", rules: [newRule("user", "a")] };
    const keys = after([add, { type: "undo" }, add]).present.user.map((row) => row.key);
    expect(keys).toEqual([1, 3]);
  });
});

describe("suggestions", () => {
  test("fill a rule for the target that reads nothing, and otherwise add one", () => {
    const suggested = { set: "user", rule: { target: "username", source: "sub", onEveryLogin: true } } as const;
    const waiting = after([{ type: "add", set: "user", rules: [newRule("user", "username")] }]);
    expect(after([{ type: "accept", rules: [suggested] }], waiting).present.user).toHaveLength(2);
    expect(after([{ type: "accept", rules: [suggested] }]).present.user[1]?.rule.source).toBe("sub");
  });
});

describe("the dialog of a rule", () => {
  const edit = (value: string): HistoryAction[] => [
    { type: "change", set: "user", key, values: { default: value } },
    { type: "settle" },
  ];
  const close: HistoryAction = { type: "close", unfinished: false };

  test("undo and redo stay within what was done there, and go on when it is closed", () => {
    const before = after([...edit("a"), ...edit("b"), { type: "undo" }]);
    const open = after([{ type: "open", made: false }], before);
    expect(after([{ type: "undo" }, { type: "redo" }], open).present).toBe(before.present);
    const edited = after([...edit("c"), ...edit("d"), { type: "undo" }, { type: "undo" }, { type: "undo" }], open);
    expect(text(edited)).toBe(text(before));
    expect(text(after([{ type: "redo" }], edited))).toContain('"c"');
    expect(text(after([close, { type: "undo" }], edited))).toBe(text(start));
  });

  test("a rule that was made for it goes when nothing was done, unless a text waits there", () => {
    const made = after([{ type: "add", set: "user", rules: [newRule("user")] }, { type: "open", made: true }]);
    expect(after([close], made)).toMatchObject({ past: [], dialog: null });
    expect(text(after([close], made))).toBe(text(start));
    expect(after([{ type: "close", unfinished: true }], made).present.user).toHaveLength(2);
    const named: HistoryAction = { type: "change", set: "user", key: 2, values: { target: "nickname" } };
    expect(after([named, close], made).present.user).toHaveLength(2);
    expect(after([named, { type: "undo" }, close], made).present.user).toHaveLength(1);
  });

  test("steps that are forgotten because there are many do not open the way behind it", () => {
    const many = Array.from({ length: 210 }, (_, at) => edit(String(at))).flat();
    const open = after([...many, { type: "open", made: false }, ...edit("here"), { type: "undo" }]);
    expect(after([{ type: "undo" }], open).present).toBe(open.present);
  });
});

describe("what a step was", () => {
  const told = (...actions: HistoryAction[]) => {
    const { past, present } = after(actions);
    return whatChanged(past.at(-1) ?? present, present);
  };

  test("is told in words, with its rule", () => {
    expect(told({ type: "disconnect", set: "user", key })).toEqual({
      words: "source of email",
      place: { set: "user", key, target: "email" },
    });
    expect(told({ type: "change", set: "user", key, values: { target: "mail" } }).words).toBe("name of mail");
    expect(told({ type: "remove", set: "user", key }).words).toBe("rule for email removed");
    expect(told({ type: "sendOnly", on: true })).toEqual({
      words: "send only configured attributes, turned on",
      place: null,
    });
    const two = { type: "add", set: "external", rules: [{ target: "a" }, { target: "b" }] } as const;
    expect(told(two).words).toBe("change of 2 rules");
    expect(told(two, { type: "move", set: "external", key: 3, past: 2 }).words).toBe("rule for b moved");
  });
});
