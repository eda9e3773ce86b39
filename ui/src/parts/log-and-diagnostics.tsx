import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useBackend } from "../backend/backend-context.tsx";
import { diagnostics, logs as text } from "../messages/logs.ts";
import { useNotifications } from "./notifications.tsx";

const DiagnosticsModal = lazy(() => import("./diagnostics-modal.tsx"));

/** What helps to find a fault; both work whatever the fault is. */
export function LogAndDiagnostics() {
  const backend = useBackend();
  const { failed } = useNotifications();
  const [previewing, setPreviewing] = useState(false);
  const open = useMutation({
    mutationFn: () => backend.openLogFolder(),
    onError: (reason) => failed(reason),
  });
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          loading={open.isPending}
          data-testid="open-log-folder"
          onClick={() => open.mutate()}
        >
          {text.open}
        </Button>
        <Button data-testid="copy-diagnostics" onClick={() => setPreviewing(true)}>
          {diagnostics.action}
        </Button>
      </SpaceBetween>
      {previewing ? (
        <Suspense>
          <DiagnosticsModal onClose={() => setPreviewing(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
