import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { RunView } from "../../backend/bindings.ts";
import { preview } from "../../messages/mapping-preview.ts";
import { run as messages } from "../../messages/test-run.ts";
import { SaveFixtureModal } from "../../parts/new-fixture.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { useTestConnection } from "../../parts/test-connection.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";

const text = messages.report;

interface RunActionsProps {
  run: RunView;
  compact: boolean;
}

export function RunActions({ run, compact }: RunActionsProps) {
  const backend = useBackend();
  const { failed, succeeded } = useNotifications();
  const test = useTestConnection();
  const noWriting = useNoWriting();
  const [fixture, setFixture] = useState(false);
  const [pseudonymise, setPseudonymise] = useState(true);
  const copy = useMutation({
    mutationFn: () => backend.copyReport(run.runId, pseudonymise),
    onSuccess: () => succeeded(text.copied),
    onError: (error) => failed(error),
  });
  const save = useMutation({
    mutationFn: () => backend.saveReport(run.runId, pseudonymise),
    onSuccess: (path) => {
      if (path !== null) succeeded(text.saved(path));
    },
    onError: (error) => failed(error),
  });
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Checkbox
        checked={pseudonymise}
        onChange={({ detail }) => setPseudonymise(detail.checked)}
        data-testid="pseudonymise"
      >
        {text.pseudonymise}
      </Checkbox>
      <Button loading={copy.isPending} onClick={() => copy.mutate()} data-testid="copy-report">
        {text.copy}
      </Button>
      <Button loading={save.isPending} onClick={() => save.mutate()} data-testid="save-report">
        {text.save}
      </Button>
      {run.attributes.length === 0 ? null : (
        <Button {...noWriting} data-testid="save-as-fixture" onClick={() => setFixture(true)}>
          {preview.fixtures.add}
        </Button>
      )}
      {fixture ? (
        <SaveFixtureModal run={run} onClose={() => setFixture(false)} />
      ) : null}
      {compact ? (
        <Button
          variant="primary"
          data-testid="show-console"
          onClick={() => {
            void backend.showConsole().catch((error: unknown) => failed(BackendError.from(error)));
          }}
        >
          {messages.console}
        </Button>
      ) : (
        <Button onClick={() => navigate(paths.provider(run.providerId))}>{messages.back}</Button>
      )}
      {compact ? null : (
        <Button
          variant="primary"
          {...noWriting}
          loading={test.isPending}
          data-testid="test-again"
          onClick={() => test.mutate(run.providerId)}
        >
          {messages.again}
        </Button>
      )}
    </SpaceBetween>
  );
}
