import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { DraftSummary } from "../../backend/bindings.ts";
import { inOrder } from "../../backend/draft-order.ts";
import { useDrafts } from "../../backend/draft-queries.ts";
import { Timestamp } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { catalogue } from "../../messages/catalogue.ts";
import { removedLater } from "../../messages/secret-store.ts";
import { wizard } from "../../messages/wizard.ts";
import { ConfirmModal } from "../../parts/confirm-modal.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { useRestoreProviders } from "../../parts/restore-providers.ts";
import { navigate, watchPlace } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";

const text = catalogue.drafts;

function nameOf({ displayName }: DraftSummary): string {
  return displayName === "" ? text.untitled : displayName;
}

function placeOf({ id, providerId, step, attributesOnly }: DraftSummary): string {
  if (step !== null) return paths.wizard(id);
  if (providerId !== null && attributesOnly) return paths.provider(providerId, "attributes");
  return providerId === null ? paths.draft(id) : paths.editProvider(providerId);
}

function whatOf({ inTrash, providerId, step, attributesOnly }: DraftSummary): string {
  if (inTrash) return text.inTrash;
  if (step !== null) return text.step(wizard.steps[step]);
  return providerId === null ? text.new : attributesOnly ? text.attributes : text.edit;
}

/** What was typed and not saved; nothing when there is none. */
export function KeptDrafts() {
  const { data = [] } = useDrafts();
  const noWriting = useNoWriting();
  const [discarding, setDiscarding] = useState<DraftSummary | null>(null);
  const restore = useRestoreProviders();
  const [restoring, setRestoring] = useState<string | null>(null);
  const goOn = async (draft: DraftSummary) => {
    const { providerId, inTrash } = draft;
    const isStillHere = watchPlace();
    if (inTrash && providerId !== null) {
      setRestoring(draft.id);
      const restored = await restore([{ id: providerId, name: nameOf(draft) }]);
      setRestoring(null);
      if (!restored) return;
    }
    if (isStillHere()) navigate(placeOf(draft));
  };
  if (data.length === 0) return null;
  return (
    <>
      <Table
        items={data}
        trackBy="id"
        wrapLines
        data-testid="kept-drafts"
        ariaLabels={{ tableLabel: text.title }}
        header={
          <Header variant="h2" counter={`(${data.length})`}>
            {text.title}
          </Header>
        }
        columnDefinitions={[
          {
            id: "name",
            header: text.name,
            isRowHeader: true,
            cell: (draft) => (
              <>
                <UntrustedText>{nameOf(draft)}</UntrustedText>
                <Box fontSize="body-s" color="text-body-secondary">
                  {whatOf(draft)}
                </Box>
              </>
            ),
          },
          { id: "kept", header: text.kept, cell: ({ keptAt }) => <Timestamp at={keptAt} /> },
          {
            id: "actions",
            header: text.continue,
            cell: (draft) => (
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  {...noWriting}
                  ariaLabel={(draft.inTrash ? text.restoreOf : text.continueOf)(nameOf(draft))}
                  loading={restoring === draft.id}
                  data-testid="continue-draft"
                  onClick={() => void goOn(draft)}
                >
                  {draft.inTrash ? text.restore : text.continue}
                </Button>
                <Button
                  variant="link"
                  {...noWriting}
                  ariaLabel={text.discardOf(nameOf(draft))}
                  data-testid="discard-kept-draft"
                  onClick={() => setDiscarding(draft)}
                >
                  {text.discard}
                </Button>
              </SpaceBetween>
            ),
          },
        ]}
      />
      {discarding === null ? null : (
        <DiscardKept draft={discarding} onClose={() => setDiscarding(null)} />
      )}
    </>
  );
}

function DiscardKept({ draft, onClose }: { draft: DraftSummary; onClose: () => void }) {
  const backend = useBackend();
  const { failed, informed, withSecretStore } = useNotifications();
  const discard = useMutation({
    mutationFn: () => withSecretStore(() => inOrder(() => backend.discardDraft(draft.id))),
    onSuccess: (later) => {
      if (later) informed(removedLater.title(1), removedLater.text);
    },
    onError: (error) => failed(error),
  });
  return (
    <ConfirmModal
      title={text.discardTitle}
      confirm={text.discard}
      confirmId="confirm-discard"
      busy={discard.isPending}
      onConfirm={() => discard.mutate(undefined, { onSettled: onClose })}
      onCancel={onClose}
    >
      <UntrustedText>{text.discardText(nameOf(draft))}</UntrustedText>
    </ConfirmModal>
  );
}
