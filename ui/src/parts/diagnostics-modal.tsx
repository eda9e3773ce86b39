import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../backend/backend-context.tsx";
import { useDiagnostics } from "../backend/queries.ts";
import { CodeBlock } from "../components/code-block.tsx";
import { ModalFooter } from "../components/modal-footer.tsx";
import { actions } from "../messages/actions.ts";
import { diagnostics as text } from "../messages/logs.ts";
import { ErrorAlert } from "./error-alert.tsx";
import { useNotifications } from "./notifications.tsx";

/** Shows the diagnostics before they are copied or saved. */
export default function DiagnosticsModal({ onClose }: { onClose: () => void }) {
  const backend = useBackend();
  const { failed, succeeded } = useNotifications();
  const [withHosts, setWithHosts] = useState(false);
  const { data, error, isFetching, refetch } = useDiagnostics(withHosts);
  const copy = useMutation({
    mutationFn: (shown: string) => backend.copyText(shown),
    onSuccess: () => {
      succeeded(text.copied);
      onClose();
    },
    onError: (reason) => failed(reason),
  });
  const save = useMutation({
    mutationFn: () => backend.saveDiagnostics(withHosts),
    onSuccess: (path) => {
      if (path === null) return;
      succeeded(text.saved(path));
      onClose();
    },
    onError: (reason) => failed(reason),
  });
  const nothing = data === undefined || isFetching;
  return (
    <Modal
      visible
      size="large"
      onDismiss={onClose}
      closeAriaLabel={actions.close}
      header={text.modalTitle}
      data-testid="diagnostics-modal"
      footer={
        <ModalFooter>
          <Button variant="link" onClick={onClose}>
            {actions.cancel}
          </Button>
          <Button
            disabled={nothing}
            loading={save.isPending}
            data-testid="save-diagnostics"
            onClick={() => save.mutate()}
          >
            {text.save}
          </Button>
          <Button
            variant="primary"
            disabled={nothing}
            loading={copy.isPending}
            data-testid="confirm-copy-diagnostics"
            onClick={() => copy.mutate(data ?? "")}
          >
            {text.copy}
          </Button>
        </ModalFooter>
      }
    >
      <SpaceBetween size="m">
        <div>{text.description}</div>
        <Checkbox
          checked={withHosts}
          onChange={({ detail }) => setWithHosts(detail.checked)}
          data-testid="diagnostics-hosts"
        >
          {text.withHosts}
        </Checkbox>
        {error === null ? null : <ErrorAlert error={error} onRetry={() => void refetch()} />}
        {data === undefined ? (
          error === null ? (
            <StatusIndicator type="loading">{text.reading}</StatusIndicator>
          ) : null
        ) : (
          <CodeBlock label={text.preview}>{data}</CodeBlock>
        )}
      </SpaceBetween>
    </Modal>
  );
}
