import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { BackupsView, BackupView } from "../../backend/bindings.ts";
import {
  backupsChanged,
  startChanged,
  useBackups,
} from "../../backend/start-queries.ts";
import { absoluteTime } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { backups as text } from "../../messages/start-up.ts";
import { ConfirmModal } from "../../parts/confirm-modal.tsx";
import { Copyable } from "../../parts/copyable.tsx";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { BackupTable } from "./backup-table.tsx";

/** The backups there are, making one, and going back to one. */
export default function BackupSettings() {
  const backend = useBackend();
  const client = useQueryClient();
  const { failed, succeeded } = useNotifications();
  const noWriting = useNoWriting();
  const { data, error, refetch } = useBackups();
  const [restoring, setRestoring] = useState<BackupView | null>(null);
  const [removing, setRemoving] = useState(false);
  const backUp = useMutation({
    mutationFn: () => backend.backUpNow(),
    onSuccess: (backups) => {
      backupsChanged(client, backups);
      succeeded(text.made);
    },
    onError: (reason) => failed(reason),
  });
  const restore = useMutation({
    mutationFn: (backup: BackupView) => backend.restoreBackup(backup.name),
    onSuccess: async (start) => {
      await startChanged(client, start);
      succeeded(text.restore.done);
    },
    onError: (reason) => failed(reason),
  });
  const remove = useMutation({
    mutationFn: () => backend.deleteBackups(),
    onSuccess: (backups) => {
      backupsChanged(client, backups);
      succeeded(text.remove.done);
    },
    onError: (reason) => failed(reason),
  });
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  return (
    <SpaceBetween size="s">
      <BackupTable
        backups={data?.backups}
        noWriting={noWriting}
        onRestore={setRestoring}
        header={
          <Header
            variant="h2"
            counter={data === undefined ? "" : `(${data.backups.length})`}
            description={text.description}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  disabled={data === undefined || nothingIn(data)}
                  {...noWriting}
                  data-testid="delete-backups"
                  onClick={() => setRemoving(true)}
                >
                  {text.remove.action}
                </Button>
                <Button
                  {...noWriting}
                  loading={backUp.isPending}
                  data-testid="back-up-now"
                  onClick={() => backUp.mutate()}
                >
                  {text.now}
                </Button>
              </SpaceBetween>
            }
          >
            {text.title}
          </Header>
        }
        footer={data === undefined ? null : <Where backups={data} />}
      />
      {restoring === null ? null : (
        <ConfirmModal
          title={text.restore.title}
          confirm={text.restore.confirm}
          busy={restore.isPending}
          onConfirm={() =>
            restore.mutate(restoring, {
              onSettled: () => setRestoring((open) => (open === restoring ? null : open)),
            })
          }
          onCancel={() => setRestoring(null)}
        >
          <SpaceBetween size="s">
            <div>{text.restore.text(absoluteTime(restoring.madeAt))}</div>
            <div>{text.restore.secrets}</div>
          </SpaceBetween>
        </ConfirmModal>
      )}
      {removing ? (
        <ConfirmModal
          title={text.remove.title}
          confirm={text.remove.confirm}
          busy={remove.isPending}
          onConfirm={() => remove.mutate(undefined, { onSettled: () => setRemoving(false) })}
          onCancel={() => setRemoving(false)}
        >
          {text.remove.text}
        </ConfirmModal>
      ) : null}
    </SpaceBetween>
  );
}

function nothingIn({ backups, setAside }: BackupsView): boolean {
  return backups.length === 0 && setAside.length === 0;
}

function Where({ backups }: { backups: BackupsView }) {
  return (
    <SpaceBetween size="s">
      {backups.problem === null ? null : (
        <Alert type="warning" header={text.problem} data-testid="backup-problem">
          {backups.problem}
        </Alert>
      )}
      <div>
        <Box variant="awsui-key-label">{text.folder}</Box>
        <Copyable text={backups.folder} what={text.folder} />
      </div>
      {backups.setAside.length === 0 ? null : (
        <div data-testid="set-aside">
          <Box variant="awsui-key-label">{text.setAside}</Box>
          {backups.setAside.map((path) => (
            <div key={path}>
              <UntrustedText code>{path}</UntrustedText>
            </div>
          ))}
          <Box color="text-body-secondary">{text.setAsideText}</Box>
        </div>
      )}
    </SpaceBetween>
  );
}
