import Box from "@cloudscape-design/components/box";
import { memo } from "react";
import type { MappedValue, RuleResult } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { preview as text } from "../../messages/mapping-preview.ts";
import { run } from "../../messages/test-run.ts";
import { RuleStatusWords } from "./rule-status.tsx";
import { WorstRun } from "./worst-run.tsx";

const SHOWN_CHARACTERS = 120;
const SHOWN_VALUES = 3;

interface ResultCellProps {
  result: RuleResult | null;
  /** With its reason also when all is well. */
  whole?: boolean;
}

/** What the rule gives for what is looked at, and why. */
export const ResultCell = memo(function ResultCell({ result, whole = false }: ResultCellProps) {
  if (result === null) return <Box color="text-status-inactive">{text.none_yet}</Box>;
  const { status, value, valueType, why } = result;
  return (
    <>
      {value === null ? null : <Values value={value} />}
      <div className="result-status">
        <RuleStatusWords status={status} />
        {value === null || valueType === null ? null : (
          <Box variant="small">{run.attributes.types[valueType]}</Box>
        )}
        {result.usedDefault ? <Box variant="small">{text.usedDefault}</Box> : null}
      </div>
      {(status === "ok" && !whole) || why === "" ? null : (
        <Box fontSize="body-s" color="text-body-secondary">
          <UntrustedText>{why}</UntrustedText>
        </Box>
      )}
      {result.run === null ? null : <WorstRun run={result.run} />}
    </>
  );
});

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
