import { useEffect, useRef, useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { DraftView } from "../../backend/bindings.ts";
import { secretsInOrder } from "../../backend/draft-order.ts";
import { useRememberDraft } from "../../backend/draft-queries.ts";
import { form as text } from "../../messages/provider-form.ts";
import { useKeeping } from "../../parts/keeping.ts";
import { useLatest } from "../../parts/latest.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { paths } from "../../routing/paths.ts";
import type { ProviderFormModel } from "./use-provider-form.ts";

const PAUSE_MS = 1000;

/** The secret is held in the memory of the program, or is in its field alone. */
export type SecretWait = "held" | "in_field";

export interface DraftSecret {
  /** What is in its field; empty when the client has none, or nothing was typed. */
  typed: string;
  /** No store took it yet; saving asks for one. */
  waits: SecretWait | null;
  /** Puts the typed or held secret into the store, or fails; null when there is nothing to put. */
  toStore: (() => Promise<void>) | null;
  /** Puts it there or has it held; fails when neither can be. */
  tryToKeep: () => Promise<unknown>;
  /** The same, where what fails is said beside the field. */
  keep: () => Promise<void>;
  /** Asks for the secret store, then puts it there. */
  openStore: () => Promise<void>;
  /** Takes a secret that was entered out of the store again, or fails. */
  drop: () => Promise<void>;
  /** The same, where what fails is said. */
  takeBack: () => Promise<void>;
}

/** The client secret of a draft, on its way from the field to the secret store. */
export function useDraftSecret(view: DraftView, form: ProviderFormModel, busy: boolean): DraftSecret {
  const backend = useBackend();
  const { failed, informed, withSecretStore } = useNotifications();
  const remember = useRememberDraft();
  const [waits, setWaits] = useState<SecretWait | null>(null);
  const [kept, setKept] = useState("");
  const left = useRef(false);

  const { draft, secret } = form.state;
  const isPublic = draft.kind === "oauth_openid" && draft.oauth.clientAuthentication === "none";
  const typed = secret.state === "typing" && !isPublic ? secret.text : "";
  // What is kept is what is on the screen when it is kept.
  const keepDraft = useLatest(form.keeper.keep);

  /** Yields whether it is stored: a draft that has ended, or ends meanwhile, has no secret. */
  const put = async () => {
    if (form.keeper.isFinished()) return false;
    const keeping = keepDraft.current();
    const stored = async () => {
      await keeping;
      if (form.keeper.isFinished()) return false;
      await backend.keepDraftSecret(view.id, typed);
      remember(view.id, { secretSet: true, secretHeld: false });
      setWaits(null);
      return true;
    };
    // Not in order with the rest: a keychain may wait for its prompt, and typing goes on. Taking
    // the secret back comes after this, also when it is asked for while the draft is being kept.
    const [, isStored] = await Promise.all([keeping, secretsInOrder(stored)]);
    return isStored;
  };
  const putSecret = async () => {
    if (!(await put())) return;
    setKept(typed);
    form.secretIsKept(typed);
  };
  const storeHeld = async () => {
    await secretsInOrder(() => backend.storeDraftSecret(view.id));
    remember(view.id, { secretHeld: false });
    if (form.now().secret.state === "held") form.setSecret({ state: "kept" });
  };

  const sayHeld = () => informed(text.heldOnLeaving.title, text.heldOnLeaving.text);
  /** After a store refused the secret: held by the program, or an error. */
  const hold = (reason: unknown) => {
    const error = BackendError.from(reason);
    const wait = error.code.startsWith("secret_store") ? "held" : "in_field";
    setWaits(wait);
    if (wait === "in_field") throw error;
    remember(view.id, { secretSet: true, secretHeld: true });
    if (left.current) sayHeld();
    return true;
  };

  const tryToKeep = () => (typed === "" ? Promise.resolve() : putSecret().catch(hold));
  // What fails is said beside the field, and tried again.
  const keep = async () => {
    await tryToKeep().catch(() => undefined);
  };

  const drop = async () => {
    await secretsInOrder(() => backend.keepDraftSecret(view.id, ""));
    remember(view.id, { secretSet: false, secretHeld: false });
    setWaits(null);
  };

  // While it is being typed its field stays.
  useKeeping({
    value: typed,
    pending: secret.state === "typing" && !isPublic && typed !== kept && !busy,
    keep: async () => {
      if (form.keeper.isFinished()) return;
      // What was kept of it goes when its field is emptied.
      const isDone = await (typed === "" ? drop().then(() => true) : put().catch(hold));
      if (isDone) setKept(typed);
    },
    pause: PAUSE_MS,
  });

  const leave = useLatest(() => {
    const goesOn = window.location.hash.startsWith(paths.draft(view.id));
    if (form.keeper.isFinished() || goesOn || isPublic) return;
    left.current = true;
    if (secret.state === "held" || (typed !== "" && waits === "held")) sayHeld();
  });
  useEffect(() => () => leave.current(), [leave]);

  const ofHeld = secret.state === "held" && !isPublic ? storeHeld : null;
  const toStore = typed === "" ? ofHeld : putSecret;
  const openStore = async () => {
    if (toStore === null) return;
    try {
      await withSecretStore(toStore);
    } catch (reason) {
      failed(BackendError.from(reason));
    }
  };

  const takeBack = async () => {
    try {
      await drop();
    } catch (reason) {
      failed(BackendError.from(reason));
    }
  };
  return { typed, waits, toStore, tryToKeep, keep, openStore, drop, takeBack };
}
