import type { AttributesDraft, MappingRuleDraft } from "../../backend/bindings.ts";

export type RuleSet = "user" | "external";

/** A rule in the table; the key stays with it while it is moved and changed. */
export interface RuleRow {
  readonly key: number;
  readonly rule: MappingRuleDraft;
}

/** All that the editor owns. */
export interface Rules {
  readonly sendOnlyConfigured: boolean;
  readonly user: readonly RuleRow[];
  readonly external: readonly RuleRow[];
}

export type RulesAction =
  | { type: "load"; attributes: AttributesDraft }
  | { type: "add"; set: RuleSet; rules: readonly MappingRuleDraft[] }
  | { type: "remove"; set: RuleSet; key: number }
  | { type: "move"; set: RuleSet; key: number; by: -1 | 1 }
  | { type: "change"; set: RuleSet; key: number; values: Partial<MappingRuleDraft> }
  | { type: "sendOnly"; on: boolean };

let lastKey = 0;

function rowsOf(rules: readonly MappingRuleDraft[] | undefined): RuleRow[] {
  return (rules ?? []).map((rule) => ({ key: ++lastKey, rule }));
}

export function rulesOf(attributes: AttributesDraft | undefined): Rules {
  return {
    sendOnlyConfigured: attributes?.sendOnlyConfigured ?? false,
    user: rowsOf(attributes?.user),
    external: rowsOf(attributes?.external),
  };
}

/** What is sent, in one form, so that two states can be compared by their text. */
export function attributesOf(rules: Rules): AttributesDraft {
  return {
    sendOnlyConfigured: rules.sendOnlyConfigured,
    user: rules.user.map(({ rule }) => plain(rule)),
    external: rules.external.map(({ rule }) => plain(rule)),
  };
}

function plain(rule: MappingRuleDraft): MappingRuleDraft {
  return {
    target: rule.target,
    source: rule.source ?? null,
    expression: rule.expression ?? null,
    required: rule.required ?? false,
    multiValued: rule.multiValued ?? false,
    onEveryLogin: rule.onEveryLogin ?? false,
    default: rule.default ?? null,
  };
}

export function isSame(a: Rules, b: Rules): boolean {
  return JSON.stringify(attributesOf(a)) === JSON.stringify(attributesOf(b));
}

const IDENTITY_TARGETS: ReadonlySet<string> = new Set(["email", "username"]);

/** Whether Rust requires a USER target whatever its rule says (`USER_IDENTITY_TARGETS`). */
export function isIdentity(target: string): boolean {
  return IDENTITY_TARGETS.has(target);
}

/** The rule that *Add rule* starts with. */
export function newRule(set: RuleSet): MappingRuleDraft {
  return { target: "", source: "", onEveryLogin: set === "user" };
}

export function changeRules(rules: Rules, action: RulesAction): Rules {
  switch (action.type) {
    case "load":
      return rulesOf(action.attributes);
    case "sendOnly":
      return { ...rules, sendOnlyConfigured: action.on };
    case "add":
      return withRows(rules, action.set, (rows) => [...rows, ...rowsOf(action.rules)]);
    case "remove":
      return withRows(rules, action.set, (rows) => rows.filter(({ key }) => key !== action.key));
    case "move":
      return withRows(rules, action.set, (rows) => moved(rows, action.key, action.by));
    case "change":
      return withRows(rules, action.set, (rows) =>
        rows.map((row) =>
          row.key === action.key ? { ...row, rule: { ...row.rule, ...action.values } } : row,
        ),
      );
  }
}

function withRows(
  rules: Rules,
  set: RuleSet,
  change: (rows: readonly RuleRow[]) => readonly RuleRow[],
): Rules {
  return { ...rules, [set]: change(rules[set]) };
}

function moved(rows: readonly RuleRow[], key: number, by: -1 | 1): readonly RuleRow[] {
  const from = rows.findIndex((row) => row.key === key);
  const [row, other] = [rows[from], rows[from + by]];
  if (row === undefined || other === undefined) return rows;
  return rows.map((one) => (one === row ? other : one === other ? row : one));
}
