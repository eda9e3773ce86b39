import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { memo } from "react";
import type { Mapped, MappedValue } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { mapping } from "../../messages/mapping.ts";
import type { RuleSet } from "./rules.ts";

const text = mapping.result;
const SHOWN_CHARACTERS = 120;
const SHOWN_VALUES = 3;

interface ResultCellProps {
  set: RuleSet;
  target: string;
  mapped: Mapped | null;
}

/** What the rule gives for the run of the preview, or why it gives nothing. */
export const ResultCell = memo(function ResultCell(props: ResultCellProps) {
  return (
    <div className="beside-input">
      <Result {...props} />
    </div>
  );
});

function Result({ set, target, mapped }: ResultCellProps) {
  if (mapped === null) return <Box color="text-status-inactive">{text.noRun}</Box>;
  const problem = mapped.problems.find((one) => one.target === target);
  if (problem !== undefined) {
    return (
      <StatusIndicator type={problem.required ? "error" : "warning"}>
        <span className="whole-words">
          <UntrustedText>{problem.message}</UntrustedText>
        </span>
      </StatusIndicator>
    );
  }
  const value = mapped[set][target];
  if (value === undefined) return <Box color="text-status-inactive">{text.none}</Box>;
  return <Values value={value} />;
}

function Values({ value }: { value: MappedValue }) {
  const all = typeof value === "string" ? [value] : value;
  const more = all.length - SHOWN_VALUES;
  return (
    <>
      {all.slice(0, SHOWN_VALUES).map((one, index) => (
        <div key={index}>
          <UntrustedText code>
            {one.length > SHOWN_CHARACTERS ? `${one.slice(0, SHOWN_CHARACTERS)}…` : one}
          </UntrustedText>
        </div>
      ))}
      {more > 0 ? <Box color="text-body-secondary">{text.more(more)}</Box> : null}
    </>
  );
}
