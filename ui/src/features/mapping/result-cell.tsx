import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { memo, useState } from "react";
import type { MappedValue } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { preview as text } from "../../messages/mapping-preview.ts";
import { run } from "../../messages/test-run.ts";
import { LongValue } from "../../parts/long-value.tsx";
import { differs, type ShownResult } from "./rule-results.ts";
import { RuleStatusWords } from "./rule-status.tsx";
import { WorstRun } from "./worst-run.tsx";

const SHOWN_CHARACTERS = 120;
const SHOWN_VALUES = 3;

interface ResultCellProps {
  result: ShownResult | null;
  /** With its reason also when all is well. */
  whole?: boolean;
}

/** What the rule gives for what is looked at, where that was read, and why. */
export const ResultCell = memo(function ResultCell({ result, whole = false }: ResultCellProps) {
  const status = result?.status ?? null;
  if (result === null || status === null) return <Box color="text-status-inactive">{text.none_yet}</Box>;
  const { value, valueType, readFrom, why } = result;
  const disagree = differs(result);
  const about = [
    value === null || valueType === null ? "" : run.attributes.types[valueType],
    readFrom === null ? "" : text.readFrom(run.attributes.sources[readFrom]),
    result.usedDefault ? text.usedDefault : "",
  ];
  return (
    <>
      {value === null ? null : <Values value={value} />}
      <div className="result-status">
        <RuleStatusWords status={status} />
        <Box variant="small">{about.filter((words) => words !== "").join(", ")}</Box>
        {disagree ? <StatusIndicator type="warning">{text.differ}</StatusIndicator> : null}
      </div>
      {(status === "ok" && !whole && !disagree) || why === "" ? null : (
        <Box fontSize="body-s" color="text-body-secondary">
          <UntrustedText>{why}</UntrustedText>
        </Box>
      )}
      {result.run === null ? null : <WorstRun run={result.run} />}
    </>
  );
});

function Values({ value }: { value: MappedValue }) {
  const [whole, setWhole] = useState(false);
  const all = typeof value === "string" ? [value] : value;
  const more = all.length - SHOWN_VALUES;
  return (
    <>
      {all.slice(0, whole ? all.length : SHOWN_VALUES).map((one, index) => (
        <div key={index}>
          <LongValue shown={SHOWN_CHARACTERS}>{one}</LongValue>
        </div>
      ))}
      {more > 0 ? (
        <Button variant="inline-link" ariaExpanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? text.fewer : text.more(more)}
        </Button>
      ) : null}
    </>
  );
}
