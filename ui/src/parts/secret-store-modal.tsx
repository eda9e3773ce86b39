import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { BackendError } from "../backend/backend.ts";
import { secretStoreChosen, useSecretStore } from "../backend/queries.ts";
import { secretStore as text } from "../messages/secret-store.ts";
import { ChooseDialog } from "./secret-store/choose-dialog.tsx";
import { NewVaultDialog } from "./secret-store/new-vault-dialog.tsx";
import { UnlockDialog } from "./secret-store/unlock-dialog.tsx";
import { WaitingDialog } from "./secret-store/waiting-dialog.tsx";

interface SecretStoreModalProps {
  /** The refusal that led here, if one did. */
  reason?: BackendError;
  /** `keptAs` says where an old vault is, when a new one was begun. */
  onReady: (keptAs?: string) => void;
  /** Goes on without storing the secret, where that is possible. */
  onWithoutSecret?: () => void;
  onCancel: () => void;
}

/**
 * Asks where secrets go, unlocks the vault, or waits for the system's prompt: whatever the
 * store needs now. The store is looked at anew when this opens.
 */
export default function SecretStoreModal(props: SecretStoreModalProps) {
  const client = useQueryClient();
  const { data: status, refetch } = useSecretStore();
  const [looked, setLooked] = useState(false);
  const [page, setPage] = useState<"choose" | "anew" | null>(null);
  const { reason, onReady, onCancel } = props;

  const look = useCallback(async (cancelRefetch = true) => {
    const { data } = await refetch({ cancelRefetch });
    setLooked(true);
    return data?.state;
  }, [refetch]);
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current) return;
    opened.current = true;
    void look().then((state) => {
      // It was answered before this could be shown.
      if (state === "ready" && reason?.code === "secret_store_waiting") onReady();
    });
  }, [look, reason, onReady]);

  const done = async (keptAs?: string) => {
    await secretStoreChosen(client);
    onReady(keptAs);
  };
  /** After a prompt was answered or a keychain was started, there is nothing left to ask. */
  const lookAndGoOn = async (anew = true) => {
    if ((await look(anew)) === "ready" && reason !== undefined) onReady();
  };

  const waits = status?.state === "waiting_for_prompt" || reason?.code === "secret_store_waiting";
  // Only where a draft is saved was something entered.
  const nothingLost = props.onWithoutSecret === undefined ? undefined : text.nothingLost;
  if (page === "anew") {
    return <NewVaultDialog onDone={done} onCancel={() => setPage(null)} />;
  }
  if (!looked || status === undefined || (waits && status.state !== "ready" && page === null)) {
    return (
      <WaitingDialog
        prompt={waits}
        // One after the other, however long the system takes to answer.
        look={() => void (waits ? lookAndGoOn(false) : null)}
        onCancel={onCancel}
      />
    );
  }
  if (page === null && status.kind === "vault" && ["locked", "damaged"].includes(status.state)) {
    return (
      <UnlockDialog
        status={status}
        nothingLost={nothingLost}
        onDone={done}
        onOther={() => setPage("choose")}
        onAnew={() => setPage("anew")}
        onCancel={onCancel}
      />
    );
  }
  return (
    <ChooseDialog
      status={status}
      nothingLost={nothingLost}
      look={lookAndGoOn}
      onDone={done}
      onWithoutSecret={props.onWithoutSecret}
      onCancel={onCancel}
    />
  );
}
