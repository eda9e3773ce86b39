import { lines } from "../../messages/mapping-lines.ts";
import type {
  ExpressionCode,
  LookupRow,
  MappingRuleDraft,
  ParameterKind,
  Transform,
  TransformEntry,
  TransformParameter,
} from "../../backend/bindings.ts";

/** What a parameter can be, as the catalogue names it. */
export type ParameterValue = string | number | string[] | LookupRow[] | null;

/** The titles by kind. */
export function titlesOf(entries: readonly TransformEntry[] | undefined): ReadonlyMap<string, string> {
  return new Map((entries ?? []).map(({ kind, title }) => [kind, title]));
}

/** A step with nothing entered yet. The catalogue of Rust says which parameters there are. */
export function newTransform({ kind, parameters }: TransformEntry): Transform {
  const needed = parameters.filter(({ optional }) => !optional);
  const values = needed.map((parameter) => [parameter.name, emptyOf(parameter.kind)]);
  return { kind, ...Object.fromEntries(values) } as Transform;
}

export function parameterOf(step: Transform, { name, kind }: TransformParameter): ParameterValue {
  return (step as Record<string, ParameterValue | undefined>)[name] ?? emptyOf(kind);
}

/** The same step with another value; an optional one that is empty is left out. */
export function withParameter(
  step: Transform,
  { name, optional }: TransformParameter,
  value: ParameterValue,
): Transform {
  // Members stay where they were, so that an edit and its way back are the same text.
  const values = Object.entries({ ...step, [name]: value });
  const left = optional && (value === "" || value === null);
  return Object.fromEntries(values.filter(([one]) => !(left && one === name))) as Transform;
}

/** The parameters that a fault of a step is about; none when it is about the value that came in. */
export function faultyParameters(step: Transform, { parameters }: TransformEntry, code: ExpressionCode): string[] {
  const isAtFault = (parameter: TransformParameter) => {
    const { kind, optional } = parameter;
    if (code === "bad_pattern") return kind === "pattern";
    if (code === "syntax") return kind === "template";
    const isNeeded = !optional && (kind === "non_empty_text" || kind === "pattern");
    return code === "empty" && isNeeded && parameterOf(step, parameter) === "";
  };
  return parameters.filter(isAtFault).map(({ name }) => name);
}

function emptyOf(kind: ParameterKind): ParameterValue {
  switch (kind) {
    case "text":
    case "non_empty_text":
    case "template":
    case "pattern":
      return "";
    case "number":
      return 0;
    case "claims":
    case "texts":
      return [];
    case "table":
      return [{ from: "", to: "" }];
  }
}

export function movedStep(steps: readonly Transform[], at: number, by: -1 | 1): Transform[] {
  const [step, other] = [steps[at], steps[at + by]];
  if (step === undefined || other === undefined) return [...steps];
  return steps.map((one, index) => (index === at ? other : index === at + by ? step : one));
}

/** What stands between source and target, in words. */
export function chipsOf(rule: MappingRuleDraft, titles: ReadonlyMap<string, string>): string[] {
  const steps = rule.expression
    ? [lines.expression]
    : (rule.transforms ?? []).map(({ kind }) => titles.get(kind) ?? kind);
  return rule.condition ? [...steps, lines.condition] : steps;
}

/** The same for a table, where an expression is shown itself. */
export function stepsOf(rule: MappingRuleDraft, titles: ReadonlyMap<string, string>): string {
  return chipsOf(rule, titles)
    .filter((chip) => chip !== lines.expression)
    .join(", ");
}
