import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { memo } from "react";
import type { BackendError } from "../../backend/backend.ts";
import type { Mapped, ProviderView, RunView } from "../../backend/bindings.ts";
import { absoluteTime } from "../../components/timestamp.tsx";
import { outcomes } from "../../messages/actions.ts";
import { mapping } from "../../messages/mapping.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useTestConnection } from "../../parts/test-connection.ts";

const text = mapping.run;

interface PreviewRunProps {
  provider: ProviderView;
  runs: readonly RunView[] | undefined;
  error: BackendError | null;
  run: RunView | null;
  onChoose: (runId: string) => void;
  /** What the USER rules make of the run; null when there are none. */
  mapped: Mapped | null;
  /** A rule is missing without which no user can be created. */
  incomplete: boolean;
}

/** Which run the results are for, and whether a user would come of it. */
export const PreviewRun = memo(function PreviewRun(props: PreviewRunProps) {
  const { runs, error, run, mapped } = props;
  const test = useTestConnection();
  const noWriting = useNoWriting();
  if (error !== null) return <ErrorAlert error={error} />;
  if (runs === undefined) return null;
  if (run === null) {
    return (
      <Alert
        header={text.none.title}
        data-testid="no-run"
        action={
          <Button
            {...noWriting}
            loading={test.isPending}
            onClick={() => test.mutate(props.provider.id)}
          >
            {text.none.action}
          </Button>
        }
      >
        {text.none.text}
      </Alert>
    );
  }
  const options = runs.map(optionOf);
  return (
    <Container header={<Header variant="h2" description={text.text}>{text.title}</Header>}>
      <SpaceBetween size="s">
        <FormField label={text.label}>
          <Select
            selectedOption={optionOf(run)}
            options={options}
            data-testid="preview-run"
            onChange={({ detail }) => {
              if (detail.selectedOption.value !== undefined) {
                props.onChoose(detail.selectedOption.value);
              }
            }}
          />
        </FormField>
        {mapped === null ? null : <UserVerdict mapped={mapped} incomplete={props.incomplete} />}
      </SpaceBetween>
    </Container>
  );
});

function optionOf({ runId, startedAt, outcome, attributes }: RunView) {
  const names = new Set(attributes.map(({ name }) => name));
  return {
    value: runId,
    label: absoluteTime(startedAt),
    description: text.option(outcomes.run[outcome], names.size),
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
