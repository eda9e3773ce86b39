import type { Attribute, ClaimSource, ClaimType, RuleSet } from "../../backend/bindings.ts";
import type { RuleResults } from "./rule-results.ts";
import { IDENTITY_TARGETS, isRequired, RULE_SETS, type RuleRow, type Rules } from "./rules.ts";

/** A received name, with what its first source says. */
export interface Claim {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly type: ClaimType | null;
  /** Where it was read; nothing when it was not received. */
  readonly sources: readonly ClaimSource[];
  readonly differs: boolean;
  readonly dropped: boolean;
  /** A rule of the user profile reads it. */
  readonly forUser: boolean;
}

/** A place at the right: a rule, a required target without one, or the way to a new one. */
export interface Target {
  readonly id: string;
  readonly kind: "rule" | "missing" | "add";
  readonly set: RuleSet;
  readonly key: number | null;
  readonly name: string;
  readonly required: boolean;
  readonly row: RuleRow | null;
}

export interface Line {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The claim is one of several, named by a step. */
  readonly side: boolean;
}

export const claimId = (name: string) => `claim:${name}`;
export const targetId = (set: RuleSet, key: number) => `rule:${set}:${key}`;
export const missingId = (set: RuleSet, name: string) => `missing:${set}:${name}`;
export const addId = (set: RuleSet) => `add:${set}`;
export const STEPS = "steps:";
export const stepsId = (set: RuleSet, key: number) => `${STEPS}${set}:${key}`;

/** What was received, then what is known from other runs, then what only rules name. */
export function claimsOf(
  received: readonly Attribute[],
  known: readonly string[],
  dropped: readonly string[],
  rules: Rules,
  reads: Reads,
): Claim[] {
  const rows = new Map<string, Attribute[]>();
  for (const attribute of received) {
    const same = rows.get(attribute.name);
    if (same === undefined) rows.set(attribute.name, [attribute]);
    else same.push(attribute);
  }
  const struck = new Set(dropped);
  const forUser = readForUser(rules, reads);
  const named = RULE_SETS.flatMap((set) => rules[set].flatMap((row) => reads(row)));
  const names = new Set([...rows.keys(), ...known, ...named]);
  return [...names].map((name) => {
    const [first, ...others] = rows.get(name) ?? [];
    return {
      id: claimId(name),
      name,
      value: first?.value ?? "",
      type: first?.type ?? null,
      sources: first === undefined ? [] : [first, ...others].map(({ source }) => source),
      differs: (first?.differsFrom ?? []).length > 0,
      dropped: struck.has(name),
      forUser: forUser.has(name),
    };
  });
}

/** Required targets first, with a place for those that have no rule yet. */
export function targetsOf(rules: Rules): Target[] {
  return RULE_SETS.flatMap((set) => {
    const all = rules[set].map((row): Target => {
      return {
        id: targetId(set, row.key),
        kind: "rule",
        set,
        key: row.key,
        name: row.rule.target,
        required: isRequired(set, row.rule),
        row,
      };
    });
    const identity = (set === "user" ? IDENTITY_TARGETS : []).flatMap((name) => {
      const filled = all.filter((target) => target.name === name);
      return filled.length > 0 ? filled : [place("missing", set, name)];
    });
    const first = new Set(identity);
    const others = all.filter((target) => !first.has(target));
    return [
      ...identity,
      ...others.filter(({ required }) => required),
      ...others.filter(({ required }) => !required),
      place("add", set, ""),
    ];
  });
}

/** Where a rule stands, or what stands in its place when it is gone. */
export function placeOf(rules: Rules, set: RuleSet, key: number, name: string): string {
  const here = targetsOf(rules).filter((target) => target.set === set);
  const found = here.find((target) => target.key === key) ?? here.find((target) => target.kind === "missing" && target.name === name);
  return found?.id ?? addId(set);
}

function place(kind: "missing" | "add", set: RuleSet, name: string): Target {
  const id = kind === "add" ? addId(set) : missingId(set, name);
  return { id, kind, set, key: null, name, required: kind === "missing", row: null };
}

/** Whether something stands between the source and the target of a rule. */
export function hasSteps({ rule }: RuleRow): boolean {
  return (rule.transforms ?? []).length > 0 || Boolean(rule.expression) || Boolean(rule.condition);
}

export function linesOf(rules: Rules, reads: Reads): Line[] {
  return RULE_SETS.flatMap((set) =>
    rules[set].flatMap((row) => {
      const target = targetId(set, row.key);
      const between = hasSteps(row);
      const first = between ? stepsId(set, row.key) : target;
      const [source, ...others] = reads(row);
      const main = row.rule.expression ? undefined : row.rule.source;
      const lines: Line[] = [];
      if (source !== undefined) {
        lines.push(line(claimId(source), first, source !== main));
        for (const other of others) lines.push(line(claimId(other), first, true));
      }
      if (between) lines.push(line(first, target, false));
      return lines;
    }),
  );
}

function line(from: string, to: string, side: boolean): Line {
  return { id: `${from}→${to}`, from, to, side };
}

/** The claims that a rule reads, its source first. */
export type Reads = (row: RuleRow) => readonly string[];

/** What a rule names is known at once; what its texts name, once they have been read. */
export function readsOf(results: RuleResults): Reads {
  return (row) => {
    const named = hasText(row) ? (results.get(row.key)?.reads ?? []) : [];
    return [...new Set([...claimsNamed(row), ...named])];
  };
}

/** The claims that fill the user profile, whether or not they are sent to applications. */
export function readForUser(rules: Rules, reads: Reads): ReadonlySet<string> {
  return new Set(rules.user.flatMap((row) => reads(row)));
}

function hasText({ rule }: RuleRow): boolean {
  const { expression, condition, transforms = [] } = rule;
  return Boolean(expression) || Boolean(condition) || transforms.some(({ kind }) => kind === "template");
}

/** The source, and the claims that steps name in a list. */
function claimsNamed({ rule }: RuleRow): string[] {
  if (rule.expression) return [];
  const named = (rule.transforms ?? []).flatMap((step) => ("claims" in step ? step.claims : []));
  return [...new Set([...(rule.source ? [rule.source] : []), ...named])];
}

/** An order of the claims, and which of them stand opposite of a target. */
export interface Arrangement {
  readonly order: readonly string[];
  readonly beside: ReadonlyMap<string, string>;
}

/** Connected claims first, each opposite of its first target, so that lines are short and few cross. */
export function arranged(claims: readonly Claim[], rules: Rules, reads: Reads): Arrangement {
  const here = new Set(claims.map(({ name }) => name));
  const connected = new Set<string>();
  const beside = new Map<string, string>();
  for (const { id, row } of targetsOf(rules)) {
    const read = row === null ? [] : reads(row).filter((name) => here.has(name) && !connected.has(name));
    const [first] = read;
    if (first !== undefined) beside.set(first, id);
    for (const name of read) connected.add(name);
  }
  const others = claims.map(({ name }) => name).filter((name) => !connected.has(name));
  return { order: [...connected, ...others], beside };
}

/** The claims in an order that was made earlier; what came since stands at the end. */
export function inOrderOf(claims: readonly Claim[], order: readonly string[]): Claim[] {
  const at = new Map(order.map((name, index) => [name, index]));
  const rank = ({ name }: Claim) => at.get(name) ?? order.length;
  return [...claims].sort((a, b) => rank(a) - rank(b));
}

/** The rules that are shown. */
export function partOf(rules: Rules, only: ReadonlySet<number> | null): Rules {
  if (only === null) return rules;
  const part = (set: RuleSet) => rules[set].filter(({ key }) => only.has(key));
  return { ...rules, user: part("user"), external: part("external") };
}

/** Beside the rules that are shown, the places to add one; with `missing` those of missing rules, too. */
export function targetsShown(targets: readonly Target[], only: ReadonlySet<number> | null, missing: boolean): Target[] {
  return targets.filter(({ key, kind }) => {
    if (only === null || kind === "add") return true;
    return key === null ? missing : only.has(key);
  });
}

/** The claims of the lines that are shown, and those that are free to mend a rule with. */
export function claimsShown(
  claims: readonly Claim[],
  shown: readonly Line[],
  /** All lines: a claim without any is free; nothing where none is needed. */
  used: readonly Line[] | null,
  isPart: boolean,
): readonly Claim[] {
  if (!isPart) return claims;
  const here = new Set(shown.map(({ from }) => from));
  const taken = used === null ? null : new Set(used.map(({ from }) => from));
  return claims.filter(({ id }) => here.has(id) || (taken !== null && !taken.has(id)));
}

const wordsOf = (search: string) => search.trim().toLowerCase();
const isFound = (words: string, { name, value }: Claim) =>
  words !== "" && (name.toLowerCase().includes(words) || value.toLowerCase().includes(words));

/** How many of very many claims fit the search and are not drawn. */
export function foundBeyond(claims: readonly Claim[], drawn: readonly Claim[], search: string): number {
  if (claims.length === drawn.length) return 0;
  const words = wordsOf(search);
  const isDrawn = new Set(drawn.map(({ id }) => id));
  return claims.filter((claim) => !isDrawn.has(claim.id) && isFound(words, claim)).length;
}

/** As many as can be looked through; the search finds the others. */
const CLAIMS_MOST = 400;

/** Of very many claims those with a line, then those that fit the search, then the first others. */
export function withinMost(claims: readonly Claim[], lines: readonly Line[], search: string): readonly Claim[] {
  if (claims.length <= CLAIMS_MOST) return claims;
  const words = wordsOf(search);
  const used = new Set(lines.map(({ from }) => from));
  const first = claims.filter((claim) => used.has(claim.id));
  const next = claims.filter((claim) => !used.has(claim.id) && isFound(words, claim));
  const kept = new Set([...first, ...next].slice(0, Math.max(CLAIMS_MOST, first.length)));
  for (const claim of claims) {
    if (kept.size >= CLAIMS_MOST) break;
    kept.add(claim);
  }
  return claims.filter((claim) => kept.has(claim));
}
