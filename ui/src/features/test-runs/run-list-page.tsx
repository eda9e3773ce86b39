import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useMemo, useState } from "react";
import type { RunOutcome, RunSummary } from "../../backend/bindings.ts";
import { useRuns } from "../../backend/queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { deleteRuns, outcomes } from "../../messages/actions.ts";
import { runs as text } from "../../messages/test-runs.ts";
import DeleteRunsModal from "../../parts/delete-runs-modal.tsx";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { RunTable } from "./run-table.tsx";

const ANY_OUTCOME: SelectProps.Option = { value: "", label: text.anyOutcome };
const ANY_PROVIDER: SelectProps.Option = { value: "", label: text.anyProvider };
const OUTCOMES: readonly RunOutcome[] = ["running", "passed", "failed", "cancelled", "interrupted"];
const OUTCOME_OPTIONS = [
  ANY_OUTCOME,
  ...OUTCOMES.map((value) => ({ value, label: outcomes.run[value] })),
];

export default function RunListPage() {
  const { data, error, refetch } = useRuns(null);
  const [words, setWords] = useState("");
  const [outcome, setOutcome] = useState<SelectProps.Option>(ANY_OUTCOME);
  const [provider, setProvider] = useState<SelectProps.Option>(ANY_PROVIDER);
  const noWriting = useNoWriting();
  const [deleting, setDeleting] = useState(false);

  const providers = useMemo(() => providerOptions(data ?? []), [data]);
  const found = useMemo(
    () => data?.filter((run) => fits(run, words, outcome.value, provider.value)),
    [data, words, outcome, provider],
  );
  const filtering = words !== "" || outcome.value !== "" || provider.value !== "";

  return (
    <SpaceBetween size="m">
      {error === null ? null : <ErrorAlert error={error} onRetry={() => void refetch()} />}
      <RunTable
        runs={error === null ? found : []}
        variant="full-page"
        withProvider
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={data === undefined ? "" : `(${data.length.toLocaleString("en")})`}
            description={text.description}
            actions={
              <Button
                disabled={data === undefined || data.length === 0}
                {...noWriting}
                data-testid="delete-all-runs"
                onClick={() => setDeleting(true)}
              >
                {deleteRuns.action}
              </Button>
            }
          >
            {text.title}
          </Header>
        }
        filter={
          <div className="filters">
            <TextFilter
              filteringText={words}
              filteringPlaceholder={text.search}
              filteringAriaLabel={text.searchLabel}
              countText={filtering ? text.matches(found?.length ?? 0) : ""}
              onChange={({ detail }) => setWords(detail.filteringText)}
            />
            <Select
              selectedOption={provider}
              options={providers}
              filteringType="auto"
              ariaLabel={text.providerFilter}
              data-testid="filter-provider"
              onChange={({ detail }) => setProvider(detail.selectedOption)}
            />
            <Select
              selectedOption={outcome}
              options={OUTCOME_OPTIONS}
              ariaLabel={text.outcomeFilter}
              data-testid="filter-outcome"
              onChange={({ detail }) => setOutcome(detail.selectedOption)}
            />
          </div>
        }
        onClearFilter={
          filtering && data !== undefined && data.length > 0
            ? () => {
                setWords("");
                setOutcome(ANY_OUTCOME);
                setProvider(ANY_PROVIDER);
              }
            : undefined
        }
        empty={
          <EmptyState
            title={text.empty.title}
            text={text.empty.text}
            action={
              <Button onClick={() => navigate(paths.providers())}>{text.empty.action}</Button>
            }
          />
        }
      />
      {deleting ? <DeleteRunsModal onClose={() => setDeleting(false)} /> : null}
    </SpaceBetween>
  );
}

function providerOptions(runs: readonly RunSummary[]): SelectProps.Option[] {
  const names = new Map(runs.map((run) => [run.providerId, run.provider]));
  const options = [...names].map(([value, label]) => ({ value, label }));
  return [ANY_PROVIDER, ...options.sort((a, b) => a.label.localeCompare(b.label))];
}

function fits(run: RunSummary, words: string, outcome = "", providerId = ""): boolean {
  const wanted = words.trim().toLowerCase();
  return (
    (outcome === "" || run.outcome === outcome) &&
    (providerId === "" || run.providerId === providerId) &&
    (run.provider.toLowerCase().includes(wanted) || run.sentence.toLowerCase().includes(wanted))
  );
}
