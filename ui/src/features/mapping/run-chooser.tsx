import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { Mapped, ProviderView, RunView } from "../../backend/bindings.ts";
import { outcomes } from "../../messages/actions.ts";
import { preview as text } from "../../messages/mapping-preview.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useTestConnection } from "../../parts/test-connection.ts";
import { runName } from "./run-names.ts";
import { SampleInput } from "./sample-input.tsx";
import type { Choice, Preview } from "./use-preview.ts";

interface RunChooserProps {
  provider: ProviderView;
  preview: Preview;
  /** A rule is missing without which no user can be created. */
  incomplete: boolean;
  /** There are USER rules. */
  withUser: boolean;
  actions: ReactNode;
}

/** What the results are for, and whether a user would come of it. */
export function RunChooser({ provider, preview, incomplete, withUser, actions }: RunChooserProps) {
  const { runs, choice, setChoice, view } = preview;
  if (runs.error !== null) return <ErrorAlert error={runs.error} />;
  if (runs.data === undefined) return null;
  const paste = () => setChoice({ kind: "sample" });
  if (runs.data.length === 0 && choice.kind !== "sample") {
    return <NoRun provider={provider} onPaste={paste} />;
  }
  const options = [
    ...runs.data.map(optionOf),
    ...(runs.data.length > 1
      ? [{ value: "all_runs", label: text.allRuns(runs.data.length), description: text.allRunsText }]
      : []),
    { value: "sample", label: text.sample, description: text.sampleText },
  ];
  const selected = choice.kind === "run" ? preview.run?.runId : choice.kind;
  const several = choice.kind === "all_runs" && view !== null;
  return (
    <Container
      header={
        <Header variant="h2" actions={actions}>
          {text.title}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <div className="preview-line">
          <Select
            inlineLabelText={text.label}
            selectedOption={options.find(({ value }) => value === selected) ?? null}
            options={options}
            data-testid="preview-run"
            onChange={({ detail }) => setChoice(choiceOf(detail.selectedOption.value ?? ""))}
          />
          {view === null || !withUser ? null : (
            <UserVerdict mapped={view.mapped} incomplete={incomplete} />
          )}
        </div>
        {several ? <Box color="text-body-secondary">{text.looked(view.runs)}</Box> : null}
        {choice.kind === "sample" ? <SampleInput preview={preview} /> : null}
        {choice.kind !== "sample" && preview.error !== null ? (
          <ErrorAlert error={preview.error} />
        ) : null}
      </SpaceBetween>
    </Container>
  );
}

function NoRun({ provider, onPaste }: { provider: ProviderView; onPaste: () => void }) {
  const test = useTestConnection();
  return (
    <Alert
      header={text.none.title}
      data-testid="no-run"
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button data-testid="paste-sample" onClick={onPaste}>
            {text.none.paste}
          </Button>
          <Button loading={test.isPending} onClick={() => test.mutate(provider.id)}>
            {text.none.action}
          </Button>
        </SpaceBetween>
      }
    >
      {text.none.text}
    </Alert>
  );
}

function choiceOf(value: string): Choice {
  return value === "all_runs" || value === "sample" ? { kind: value } : { kind: "run", runId: value };
}

function optionOf(run: RunView) {
  const names = new Set(run.attributes.map(({ name }) => name));
  return {
    value: run.runId,
    label: runName(run),
    description: text.run(outcomes.run[run.outcome], names.size),
  };
}

function UserVerdict({ mapped, incomplete }: { mapped: Mapped; incomplete: boolean }) {
  const missing = mapped.problems.filter(({ required }) => required).map(({ target }) => target);
  const [type, words] =
    missing.length > 0
      ? (["error", text.user.rejected(missing.join(", "))] as const)
      : incomplete
        ? (["warning", text.user.incomplete] as const)
        : (["success", text.user.ready(Object.keys(mapped.user).length)] as const);
  return (
    <div data-testid="user-verdict">
      <StatusIndicator type={type}>
        <span className="whole-words">{words}</span>
      </StatusIndicator>
    </div>
  );
}
