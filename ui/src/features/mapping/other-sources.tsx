import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import type { OtherSource } from "../../backend/bindings.ts";
import { rule } from "../../messages/mapping-rule.ts";
import { run } from "../../messages/test-run.ts";
import { LongValue } from "../../parts/long-value.tsx";
import type { ShownResult } from "./rule-results.ts";

const text = rule.others;
const { sources, types } = run.attributes;

const COLUMNS = [
  { id: "source", header: text.of, cell: ({ source }: OtherSource) => sources[source], isRowHeader: true },
  {
    id: "value",
    header: text.value,
    cell: ({ value }: OtherSource) => <LongValue>{value}</LongValue>,
  },
  { id: "type", header: text.type, cell: (other: OtherSource) => types[other.type] },
  {
    id: "compared",
    header: text.compared,
    cell: ({ same }: OtherSource) => (
      <StatusIndicator type={same ? "success" : "warning"}>
        {same ? text.same : text.different}
      </StatusIndicator>
    ),
  },
];

/** What the sources that were not read say about the same claim. */
export function OtherSources({ result: { others } }: { result: ShownResult }) {
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      items={others}
      columnDefinitions={COLUMNS}
      trackBy="source"
      ariaLabels={{ tableLabel: text.title }}
      data-testid="other-sources"
    />
  );
}
