import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "../../backend/backend-context.tsx";
import { startChanged } from "../../backend/start-queries.ts";
import { startUp } from "../../messages/start-up.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNotifications } from "../../parts/notifications.tsx";

const text = startUp.withoutBackup;

/** The way on from a backup that cannot be made; the other is to mend that and try again. */
export function WithoutBackup({ busy }: { busy: boolean }) {
  const backend = useBackend();
  const client = useQueryClient();
  const { succeeded } = useNotifications();
  const update = useMutation({
    mutationFn: () => backend.updateWithoutBackup(),
    onSuccess: async (start) => {
      if (start.state === "open") succeeded(text.done);
      await startChanged(client, start);
    },
  });
  return (
    <Container header={<Header variant="h2">{text.title}</Header>}>
      <SpaceBetween size="s">
        {update.error === null ? null : <ErrorAlert error={update.error} />}
        <div>{text.text}</div>
        <Button
          disabled={busy && !update.isPending}
          loading={update.isPending}
          data-testid="update-without-backup"
          onClick={() => update.mutate()}
        >
          {text.action}
        </Button>
      </SpaceBetween>
    </Container>
  );
}
