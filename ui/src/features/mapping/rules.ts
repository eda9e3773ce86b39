import type { AttributesDraft, MappingRuleDraft, RuleSet } from "../../backend/bindings.ts";

export type { RuleSet };

export const RULE_SETS: readonly RuleSet[] = ["user", "external"];

/** A rule in the editor; the key stays with it while it is moved and changed. */
export interface RuleRow {
  readonly key: number;
  readonly rule: MappingRuleDraft;
}

/** All that the editor owns. */
export interface Rules {
  readonly sendOnlyConfigured: boolean;
  readonly user: readonly RuleRow[];
  readonly external: readonly RuleRow[];
  /** The key of the next rule; a key is never given twice, so undoing cannot mix rules up. */
  readonly nextKey: number;
}

export type RulesAction =
  | { type: "load"; attributes: AttributesDraft }
  | { type: "add"; set: RuleSet; rules: readonly MappingRuleDraft[] }
  | { type: "remove"; set: RuleSet; key: number }
  /** Goes past another rule, and past those between them. */
  | { type: "move"; set: RuleSet; key: number; past: number }
  | { type: "change"; set: RuleSet; key: number; values: Partial<MappingRuleDraft>; part?: string }
  | { type: "connect"; set: RuleSet; key: number; source: string }
  | { type: "disconnect"; set: RuleSet; key: number }
  | { type: "accept"; rules: readonly { set: RuleSet; rule: MappingRuleDraft }[] }
  | { type: "sendOnly"; on: boolean };

export function rulesOf(attributes: AttributesDraft | undefined, firstKey = 1): Rules {
  const user = attributes?.user ?? [];
  const external = attributes?.external ?? [];
  return {
    sendOnlyConfigured: attributes?.sendOnlyConfigured ?? false,
    user: rowsOf(user, firstKey),
    external: rowsOf(external, firstKey + user.length),
    nextKey: firstKey + user.length + external.length,
  };
}

function rowsOf(rules: readonly MappingRuleDraft[], firstKey: number): RuleRow[] {
  return rules.map((rule, index) => ({ key: firstKey + index, rule }));
}

/**
 * What is sent: the one canonical form, with members in the order of Rust and without those
 * that say nothing. Whichever view made an edit, its text is the same byte for byte.
 */
export function attributesOf(rules: Rules): AttributesDraft {
  return {
    sendOnlyConfigured: rules.sendOnlyConfigured,
    user: rules.user.map(({ rule }) => canonical(rule)),
    external: rules.external.map(({ rule }) => canonical(rule)),
  };
}

export function canonical(rule: MappingRuleDraft): MappingRuleDraft {
  return {
    target: rule.target,
    ...(rule.source ? { source: rule.source } : {}),
    ...(rule.readFrom ? { readFrom: rule.readFrom } : {}),
    ...(rule.transforms && rule.transforms.length > 0 ? { transforms: rule.transforms } : {}),
    ...(rule.expression ? { expression: rule.expression } : {}),
    ...(rule.condition ? { condition: rule.condition } : {}),
    required: rule.required ?? false,
    multiValued: rule.multiValued ?? false,
    onEveryLogin: rule.onEveryLogin ?? false,
    ...(rule.clearWhenMissing ? { clearWhenMissing: true } : {}),
    ...(rule.default ? { default: rule.default } : {}),
  };
}

export function isSame(a: Rules, b: Rules): boolean {
  return a === b || JSON.stringify(attributesOf(a)) === JSON.stringify(attributesOf(b));
}

/** The USER targets that Rust requires whatever their rule says (`USER_IDENTITY_TARGETS`). */
export const IDENTITY_TARGETS: readonly string[] = ["email", "username"];

export function isIdentity(target: string): boolean {
  return IDENTITY_TARGETS.includes(target);
}

export function isRequired(set: RuleSet, { target, required = false }: MappingRuleDraft): boolean {
  return required || (set === "user" && isIdentity(target));
}

/** The rule that *Add rule* and a new line start with. */
export function newRule(set: RuleSet, target = "", source = ""): MappingRuleDraft {
  return { target, source, onEveryLogin: usuallyOnEveryLogin(set, target) };
}

/** As Rust suggests it (`mapping/suggestions.rs`): who is known by a user name keeps it. */
function usuallyOnEveryLogin(set: RuleSet, target: string): boolean {
  return set === "user" && target !== "username";
}

/** When a rule applies goes with its target, as long as it is what is usual for that. */
function changed(set: RuleSet, rule: MappingRuleDraft, values: Partial<MappingRuleDraft>): MappingRuleDraft {
  const { target = rule.target } = values;
  const usual = (rule.onEveryLogin ?? false) === usuallyOnEveryLogin(set, rule.target);
  const moves = target !== rule.target && usual;
  return { ...rule, ...(moves ? { onEveryLogin: usuallyOnEveryLogin(set, target) } : {}), ...values };
}

export function findRow(rules: Rules, set: RuleSet, key: number): RuleRow | undefined {
  return rules[set].find((row) => row.key === key);
}

export function changeRules(rules: Rules, action: RulesAction): Rules {
  switch (action.type) {
    case "load":
      return rulesOf(action.attributes, rules.nextKey);
    case "sendOnly":
      return { ...rules, sendOnlyConfigured: action.on };
    case "add":
      return added(rules, action.set, action.rules);
    case "accept":
      return action.rules.reduce((now, { set, rule }) => accepted(now, set, rule), rules);
    case "remove":
      return withRows(rules, action.set, (rows) => rows.filter(({ key }) => key !== action.key));
    case "move":
      return withRows(rules, action.set, (rows) => moved(rows, action.key, action.past));
    case "change":
      return withRule(rules, action, (rule) => changed(action.set, rule, action.values));
    case "connect":
      return withRule(rules, action, (rule) => connected(rule, action.source));
    case "disconnect":
      return withRule(rules, action, (rule) => ({ ...rule, source: null, readFrom: null }));
  }
}

/** A line takes the place of an expression, and of a place to read that was chosen for another claim. */
function connected(rule: MappingRuleDraft, source: string): MappingRuleDraft {
  return { ...rule, source, readFrom: null, expression: null };
}

function added(rules: Rules, set: RuleSet, more: readonly MappingRuleDraft[]): Rules {
  return {
    ...rules,
    [set]: [...rules[set], ...rowsOf(more, rules.nextKey)],
    nextKey: rules.nextKey + more.length,
  };
}

/** A suggestion fills a rule for its target that reads nothing yet, or becomes a new one. */
function accepted(rules: Rules, set: RuleSet, rule: MappingRuleDraft): Rules {
  const empty = rules[set].find(({ rule: one }) => one.target === rule.target && readsNothing(one));
  if (empty === undefined) return added(rules, set, [rule]);
  return withRule(rules, { set, key: empty.key }, (one) => ({ ...one, ...rule }));
}

export function readsNothing({ source, expression, transforms = [] }: MappingRuleDraft): boolean {
  return !source && !expression && transforms.length === 0;
}

function withRule(
  rules: Rules,
  { set, key }: { set: RuleSet; key: number },
  change: (rule: MappingRuleDraft) => MappingRuleDraft,
): Rules {
  return withRows(rules, set, (rows) =>
    rows.map((row) => (row.key === key ? { ...row, rule: change(row.rule) } : row)),
  );
}

function withRows(
  rules: Rules,
  set: RuleSet,
  change: (rows: readonly RuleRow[]) => readonly RuleRow[],
): Rules {
  return { ...rules, [set]: change(rules[set]) };
}

function moved(rows: readonly RuleRow[], key: number, past: number): readonly RuleRow[] {
  const from = rows.findIndex((row) => row.key === key);
  const to = rows.findIndex((row) => row.key === past);
  const row = rows[from];
  if (row === undefined || to === -1) return rows;
  return rows.toSpliced(from, 1).toSpliced(to, 0, row);
}
