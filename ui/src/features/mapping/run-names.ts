import type { Attribute, RunView } from "../../backend/bindings.ts";
import { absoluteTime } from "../../components/timestamp.tsx";

const NAMES = ["email", "preferred_username", "cognito:username", "username", "name", "sub"];

/** Whom a run was made with: several runs of one morning are told apart by that. */
function whoOf(attributes: readonly Attribute[]): string {
  const value = (wanted: string) => attributes.find(({ name, value }) => name === wanted && value !== "")?.value;
  return NAMES.map(value).find((found) => found !== undefined) ?? "";
}

/** A run among others, in a few words. */
export function runName({ startedAt, attributes }: RunView): string {
  return [whoOf(attributes), absoluteTime(startedAt)].filter((part) => part !== "").join(", ");
}
