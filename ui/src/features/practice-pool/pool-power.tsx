import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import LiveRegion from "@cloudscape-design/components/live-region";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { PracticePoolStatus } from "../../backend/bindings.ts";
import { pool as text } from "../../messages/practice-pool.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useNotifications } from "../../parts/notifications.tsx";

/** Starts and stops the pool. */
export function PoolPower({ status }: { status: PracticePoolStatus }) {
  const { running, address, note } = status;
  return (
    <Container data-testid="pool-power">
      <SpaceBetween size="m">
        {running ? (
          <KeyValuePairs
            columns={2}
            items={[
              { label: text.title, value: <PoolState running /> },
              { label: text.address, value: <Copyable text={address} what={text.address} /> },
            ]}
          />
        ) : (
          <div>
            <PoolState running={false} />
            <Box variant="p">{text.startHint.text}</Box>
          </div>
        )}
        {note === null ? null : <Alert type="info">{note}</Alert>}
        {running ? <StopButton /> : <StartForm />}
        <LiveRegion hidden>{running ? text.started : text.startHint.title}</LiveRegion>
      </SpaceBetween>
    </Container>
  );
}

function PoolState({ running }: { running: boolean }) {
  return (
    <StatusIndicator type={running ? "success" : "stopped"} data-testid="pool-state">
      {running ? text.status.running : text.status.stopped}
    </StatusIndicator>
  );
}

function StopButton() {
  const noWriting = useNoWriting();
  const backend = useBackend();
  const { failed } = useNotifications();
  const stop = useMutation({
    mutationFn: () => backend.stopPracticePool(),
    onError: (error) => failed(error),
  });
  return (
    <Button
      {...noWriting}
      loading={stop.isPending}
      data-testid="stop-practice-pool"
      onClick={() => stop.mutate()}
    >
      {text.stop}
    </Button>
  );
}

function StartForm() {
  const noWriting = useNoWriting();
  const backend = useBackend();
  const { failed } = useNotifications();
  const [typed, setTyped] = useState("");
  const port = typed.trim() === "" ? null : Number(typed);
  // Rust takes 16 bits only: anything else would not even reach it.
  const wrong = port !== null && !(Number.isInteger(port) && port >= 1 && port <= 65_535);
  const start = useMutation({
    mutationFn: () => backend.startPracticePool(port),
    onError: (error) => failed(error),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong && !start.isPending) start.mutate();
      }}
    >
      <SpaceBetween direction="horizontal" size="m" alignItems="end">
        <FormField
          label={text.port}
          description={text.portHint}
          errorText={wrong ? text.portWrong : undefined}
          data-testid="field-port"
        >
          <Input
            value={typed}
            inputMode="numeric"
            autoComplete={false}
            onChange={({ detail }) => setTyped(detail.value)}
          />
        </FormField>
        <Button
          variant="primary"
          disabled={wrong}
          {...noWriting}
          loading={start.isPending}
          data-testid="start-practice-pool"
        >
          {text.start}
        </Button>
      </SpaceBetween>
    </form>
  );
}
