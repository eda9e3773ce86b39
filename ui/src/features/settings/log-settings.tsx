import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "../../backend/backend-context.tsx";
import type { LogLevel } from "../../backend/bindings.ts";
import { logLevelChosen, useLogSettings } from "../../backend/queries.ts";
import { logs as text } from "../../messages/logs.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { LogAndDiagnostics } from "../../parts/log-and-diagnostics.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useNotifications } from "../../parts/notifications.tsx";

const LEVELS: readonly LogLevel[] = ["info", "debug"];

/** Where the log is, how much is written, and the diagnostics. */
export function LogSettings() {
  return (
    <Container
      header={
        <Header variant="h2" description={text.description} actions={<LogAndDiagnostics />}>
          {text.title}
        </Header>
      }
    >
      <Logs />
    </Container>
  );
}

function Logs() {
  const backend = useBackend();
  const client = useQueryClient();
  const { failed } = useNotifications();
  const noWriting = useNoWriting();
  const { data, error, refetch } = useLogSettings();
  const choose = useMutation({
    mutationFn: (level: LogLevel) => backend.chooseLogLevel(level),
    onSuccess: (settings) => logLevelChosen(client, settings),
    onError: (reason) => failed(reason),
  });
  return (
    <>
      {error === null ? null : <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {data === undefined ? null : (
        <SpaceBetween size="l">
          <KeyValuePairs
            columns={2}
            items={[
              { label: text.folder, value: <Copyable text={data.folder} what={text.folder} /> },
              { label: text.size, value: text.files(data.files, data.kibibytes) },
            ]}
          />
          <FormField
            label={text.level}
            constraintText={noWriting.disabledReason}
            data-testid="log-level"
          >
            <RadioGroup
              value={data.level}
              items={LEVELS.map((value) => ({
                value,
                ...text.levels[value],
                disabled: noWriting.disabled === true,
              }))}
              onChange={({ detail }) => choose.mutate(detail.value as LogLevel)}
            />
          </FormField>
        </SpaceBetween>
      )}
    </>
  );
}
