import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useState } from "react";
import type { FunctionEntry } from "../../backend/bindings.ts";
import { useFunctions } from "../../backend/mapping-queries.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { rule } from "../../messages/mapping-rule.ts";

const text = rule.functions;
const NONE: readonly FunctionEntry[] = [];
/** More would push the text out of view; the groups and the search lead to the others. */
const SHOWN = 10;
const ALL = "all";

interface FunctionListProps {
  onInsert: (example: string) => void;
}

/** What an expression can call, with an example of each to insert. */
export function FunctionList({ onInsert }: FunctionListProps) {
  const [open, setOpen] = useState(false);
  return (
    <ExpandableSection
      variant="inline"
      headerText={text.title}
      expanded={open}
      data-testid="functions"
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {open ? <Functions onInsert={onInsert} /> : null}
    </ExpandableSection>
  );
}

function Functions({ onInsert }: FunctionListProps) {
  const { data, error, refetch } = useFunctions();
  const all = data ?? NONE;
  const [search, setSearch] = useState("");
  const [group, setGroup] = useState(ALL);
  const words = search.trim().toLowerCase();
  const found = all.filter(
    (one) =>
      (group === ALL || one.group === group) &&
      [one.name, one.form, one.explanation].some((part) => part.toLowerCase().includes(words)),
  );
  const groups = [...new Set(all.map((one) => one.group))];
  const kinds = [{ value: ALL, label: text.all }, ...groups.map((id) => ({ value: id, label: text.groups[id] }))];
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <StatusIndicator type="loading">{text.loading}</StatusIndicator>;
  return (
    <div data-own-undo>
      <SpaceBetween size="xs">
        <TextFilter
          filteringText={search}
          filteringPlaceholder={text.search}
          filteringAriaLabel={text.search}
          countText={text.found(found.length)}
          data-testid="function-search"
          onChange={({ detail }) => setSearch(detail.filteringText)}
        />
        <Select
          inlineLabelText={text.label}
          selectedOption={kinds.find(({ value }) => value === group) ?? null}
          options={kinds}
          data-testid="function-kind"
          onChange={({ detail }) => setGroup(detail.selectedOption.value ?? ALL)}
        />
        <ul className="function-list">
          {found.slice(0, SHOWN).map((one) => (
            <FunctionItem key={`${one.group} ${one.form}`} entry={one} onInsert={onInsert} />
          ))}
        </ul>
        {found.length > SHOWN ? <Box color="text-body-secondary">{text.more(found.length - SHOWN)}</Box> : null}
      </SpaceBetween>
    </div>
  );
}

function FunctionItem({ entry, onInsert }: { entry: FunctionEntry } & FunctionListProps) {
  const { form, explanation, example, gives } = entry;
  return (
    <li>
      <div>
        <strong className="code-text">{form}</strong>
        <Box fontSize="body-s">{explanation}</Box>
        <Box fontSize="body-s" color="text-body-secondary">
          <span className="code-text">{example}</span> {text.gives(gives)}
        </Box>
      </div>
      <Button variant="inline-link" ariaLabel={text.insertThis(example)} onClick={() => onInsert(example)}>
        {text.insert}
      </Button>
    </li>
  );
}
