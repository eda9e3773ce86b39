import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { BackupView } from "../../backend/bindings.ts";
import { startChanged } from "../../backend/start-queries.ts";
import { absoluteTime, relativeTime } from "../../components/timestamp.tsx";
import { startUp as text } from "../../messages/start-up.ts";
import { ConfirmModal } from "../../parts/confirm-modal.tsx";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNotifications } from "../../parts/notifications.tsx";

interface DamageChoiceProps {
  backup: BackupView | null;
  /** One of the ways is being gone. */
  busy: boolean;
}

/** The two ways to go on from a damaged database. */
export function DamageChoice({ backup, busy }: DamageChoiceProps) {
  const backend = useBackend();
  const client = useQueryClient();
  const { succeeded } = useNotifications();
  const [asking, setAsking] = useState(false);
  const restore = useMutation({
    mutationFn: (name: string) => backend.restoreBackup(name),
    onSuccess: async (start) => {
      succeeded(text.restore.done);
      await startChanged(client, start);
    },
  });
  const empty = useMutation({
    mutationFn: () => backend.beginEmpty(),
    onSuccess: async (start) => {
      succeeded(text.empty.done);
      await startChanged(client, start);
    },
    onSettled: () => setAsking(false),
  });
  const error = restore.error ?? empty.error;
  return (
    <SpaceBetween size="m">
      <Header variant="h2">{text.choice}</Header>
      {error === null ? null : <ErrorAlert error={error} />}
      <ColumnLayout columns={2}>
        <Container fitHeight header={<Header variant="h3">{text.restore.title}</Header>}>
          {backup === null ? (
            <Box color="text-body-secondary">{text.restore.none}</Box>
          ) : (
            <SpaceBetween size="s">
              <BackupContents backup={backup} />
              <Button
                variant="primary"
                disabled={busy && !restore.isPending}
                loading={restore.isPending}
                data-testid="restore-newest"
                onClick={() => restore.mutate(backup.name)}
              >
                {text.restore.action}
              </Button>
            </SpaceBetween>
          )}
        </Container>
        <Container fitHeight header={<Header variant="h3">{text.empty.title}</Header>}>
          <SpaceBetween size="s">
            <div>{text.empty.text}</div>
            <Button disabled={busy} data-testid="begin-empty" onClick={() => setAsking(true)}>
              {text.empty.action}
            </Button>
          </SpaceBetween>
        </Container>
      </ColumnLayout>
      {asking ? (
        <ConfirmModal
          title={text.empty.confirmTitle}
          confirm={text.empty.confirm}
          confirmId="confirm-begin-empty"
          busy={empty.isPending}
          onConfirm={() => empty.mutate()}
          onCancel={() => setAsking(false)}
        >
          {text.empty.confirmText}
        </ConfirmModal>
      ) : null}
    </SpaceBetween>
  );
}

function BackupContents({ backup }: { backup: BackupView }) {
  const at = absoluteTime(backup.madeAt);
  const ago = relativeTime(new Date(backup.madeAt), new Date());
  return (
    <div>
      {text.restore.made(at, ago)}{" "}
      {backup.providers === null || backup.runs === null
        ? null
        : text.restore.contents(backup.providers, backup.runs)}
    </div>
  );
}
