import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { ProviderView, RunWithAttributes, UserPreview } from "../../backend/bindings.ts";
import { withOddNamed } from "../../components/odd-characters.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { outcomes } from "../../messages/actions.ts";
import { preview as text } from "../../messages/mapping-preview.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useTestConnection } from "../../parts/test-connection.ts";
import { runName } from "./run-names.ts";
import { SampleInput } from "./sample-input.tsx";
import type { Choice, Preview } from "./use-preview.ts";
import { WorstRun } from "./worst-run.tsx";

interface RunChooserProps {
  provider: ProviderView;
  preview: Preview;
  actions: ReactNode;
}

/** What the results are for, and whether a user would come of it. */
export function RunChooser({ provider, preview, actions }: RunChooserProps) {
  const { choice, setChoice, view } = preview;
  const offered = preview.runs.data;
  if (preview.runs.error !== null) return <ErrorAlert error={preview.runs.error} />;
  if (offered === undefined) return null;
  const { runs, together } = offered;
  const paste = () => setChoice({ kind: "sample" });
  if (runs.length === 0 && choice.kind !== "sample") {
    return <NoRun provider={provider} onPaste={paste} />;
  }
  const options = [
    ...runs.map(optionOf),
    ...(runs.length > 1
      ? [
          {
            value: "all_runs",
            label: text.allRuns(together, runs.length),
            description: text.allRunsText,
          },
        ]
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
          {view?.user == null ? null : (
            <UserVerdict user={view.user} runs={view.runs} />
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

function optionOf(run: RunWithAttributes) {
  return {
    value: run.runId,
    label: withOddNamed(runName(run)),
    description: text.run(outcomes.run[run.outcome], run.attributes),
  };
}

/** What would become of the local users, as Rust decides it. */
function UserVerdict({ user, runs }: { user: UserPreview; runs: number }) {
  const rejected = user.outcome === "rejected";
  return (
    <div data-testid="user-verdict" data-outcome={user.outcome}>
      <StatusIndicator type={rejected ? "error" : "success"}>
        <span className="whole-words">
          <UntrustedText>{verdictOf(user, runs)}</UntrustedText>
        </span>
      </StatusIndicator>
      {rejected ? (
        <FurtherReasons rejections={user.rejections.slice(1)} />
      ) : (
        <Box fontSize="body-s" color="text-body-secondary">
          <UntrustedText>{user.because}</UntrustedText>
        </Box>
      )}
      {runs > 1 && user.run !== null ? <WorstRun run={user.run} /> : null}
    </div>
  );
}

function FurtherReasons({ rejections }: Pick<UserPreview, "rejections">) {
  return rejections.map(({ message }) => (
    <Box key={message} fontSize="body-s" color="text-body-secondary">
      <UntrustedText>{message}</UntrustedText>
    </Box>
  ));
}

function verdictOf({ outcome, username, fields, rejections, rejected }: UserPreview, runs: number) {
  const name = username ?? "";
  switch (outcome) {
    case "created":
      return text.user.created(fields);
    case "updated":
      return text.user.updated(name);
    case "unchanged":
      return text.user.unchanged(name);
    case "rejected": {
      const why = rejections[0]?.message ?? "";
      return runs > 1 ? text.user.rejectedIn(rejected, runs, why) : text.user.rejected(why);
    }
  }
}
