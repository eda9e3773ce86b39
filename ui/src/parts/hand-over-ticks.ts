import { useState } from "react";
import type { HandOverField } from "../backend/bindings.ts";
import { readJson } from "./read-json.ts";
import { forgetChoices, rememberChoice, rememberedChoice } from "./remembered-choice.ts";

/** A tick is of a field with its value: with another one it is to be entered again. */
const tickOf = ({ label, value }: HandOverField) => `${label}\n${value}`;

/** What is ticked off on a page of one provider and consumer, whoever comes back to it when. */
export function useTicks(providerId: string, consumer: string) {
  const list = listOf(providerId, consumer);
  const [done, setDone] = useState<readonly string[]>(() => read(rememberedChoice(list)));
  return {
    isDone: (field: HandOverField) => done.includes(tickOf(field)),
    tick: (field: HandOverField, ticked: boolean) => {
      const others = done.filter((one) => !one.startsWith(`${field.label}\n`));
      const next = ticked ? [...others, tickOf(field)] : others;
      rememberChoice(list, JSON.stringify(next));
      setDone(next);
    },
  };
}

/** A provider that is purged leaves nothing behind. */
export function forgetTicks(providerId: string): void {
  forgetChoices(listOf(providerId, ""));
}

const listOf = (providerId: string, consumer: string) => `handed-over.${providerId}.${consumer}`;

function read(text: string | null): readonly string[] {
  const found = readJson(text);
  return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
}
