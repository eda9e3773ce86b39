import { useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { DraftView, FixtureComparison } from "../../backend/bindings.ts";
import { useRememberDraft } from "../../backend/draft-queries.ts";
import { inOrder } from "../../backend/draft-order.ts";
import { form as text } from "../../messages/provider-form.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { useTestConnection } from "../../parts/test-connection.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { sortProblems, type Field } from "./problems.ts";
import type { ProviderFormModel } from "./use-provider-form.ts";

export interface SaveOptions {
  /** A change by somebody else may go. */
  overwrite?: boolean;
  /** Fixtures may come out differently. */
  accept?: boolean;
  /** Starts a test once it is saved. */
  test?: boolean;
}

export interface Save {
  run: (options?: SaveOptions) => Promise<void>;
  discard: () => Promise<void>;
  /** Puts the typed secret into the secret store, where one is open. */
  keepSecret: () => Promise<void>;
  /** The same while it is being typed: its field stays. */
  keepSecretMeanwhile: () => Promise<void>;
  /** Asks for the secret store, then puts the typed secret there. */
  openStore: () => Promise<void>;
  /** Takes a secret that was entered out of the secret store again. */
  dropSecret: () => Promise<void>;
  busy: boolean;
  /** How often saving was refused. */
  tries: number;
  /** The fields that the last refusal named. */
  wrong: readonly Field[];
  /** A refusal that belongs to no field. */
  failure: BackendError | null;
  /** Somebody else changed the provider. */
  conflict: boolean;
  endConflict: () => void;
  /** Saves in its place, as it was tried last. */
  overwrite: () => void;
  /** What saving would change in the mapping's fixtures, until the person agrees. */
  differences: FixtureComparison | null;
  endDifferences: () => void;
  /** Saves nevertheless, as it was tried last. */
  acceptDifferences: () => void;
  /** The typed secret could not be kept yet; saving asks for the secret store. */
  secretWaits: boolean;
}

/** Saves a draft as a provider; refusals go to their fields and nothing typed is lost. */
export function useSave(view: DraftView, form: ProviderFormModel): Save {
  const backend = useBackend();
  const { failed, succeeded, withSecretStore } = useNotifications();
  const test = useTestConnection();
  const remember = useRememberDraft();
  const [busy, setBusy] = useState(false);
  const [tries, setTries] = useState(0);
  const [wrong, setWrong] = useState<readonly Field[]>([]);
  const [failure, setFailure] = useState<BackendError | null>(null);
  const [conflict, setConflict] = useState(false);
  const [differences, setDifferences] = useState<FixtureComparison | null>(null);
  const [tried, setTried] = useState<SaveOptions>({});
  const [secretWaits, setSecretWaits] = useState(false);

  const isPublic = form.state.draft.oauth.clientAuthentication === "none";
  const { secret } = form.state;
  const typed = secret.state === "typing" && !isPublic ? secret.text : "";

  const putSecret = async () => {
    await form.keeper.keep();
    // Not in order with the rest: a keychain may wait for its prompt, and typing goes on.
    await backend.keepDraftSecret(view.id, typed);
    remember(view.id, { secretSet: true });
    setSecretWaits(false);
    form.setSecret({ state: "kept" });
  };

  const keepSecret = async () => {
    if (typed === "") return;
    try {
      await putSecret();
    } catch {
      // Said beside the field; saving asks for the store.
      setSecretWaits(true);
    }
  };

  const keepSecretMeanwhile = async () => {
    // Saving puts it there itself.
    if (typed === "" || busy) return;
    try {
      await form.keeper.keep();
      await backend.keepDraftSecret(view.id, typed);
      setSecretWaits(false);
    } catch {
      setSecretWaits(true);
    }
  };

  const openStore = async () => {
    try {
      await withSecretStore(putSecret);
    } catch (reason) {
      failed(BackendError.from(reason));
    }
  };

  const dropSecret = async () => {
    try {
      await backend.keepDraftSecret(view.id, "");
      remember(view.id, { secretSet: false });
    } catch (reason) {
      failed(BackendError.from(reason));
    }
  };

  const run = async (options: SaveOptions = {}) => {
    if (busy) return;
    const { overwrite = false, accept = false, test: andTest = false } = options;
    setTried(options);
    setBusy(true);
    setFailure(null);
    setConflict(false);
    setDifferences(null);
    try {
      await form.keeper.keep();
      // The second way is "save without the secret".
      if (typed !== "") await withSecretStore(putSecret, () => Promise.resolve());
      const provider = await withSecretStore(() =>
        inOrder(() => backend.saveDraft(view.id, overwrite, accept)),
      );
      form.keeper.finish();
      succeeded(text.saved(provider.definition.displayName ?? ""));
      if (andTest) test.mutate(provider.id);
      navigate(paths.provider(provider.id), { replace: true });
    } catch (reason) {
      refuse(BackendError.from(reason));
    } finally {
      setBusy(false);
    }
  };

  const refuse = (error: BackendError) => {
    if (error.code === "changed_elsewhere") {
      setConflict(true);
      return;
    }
    if (error.comparison !== null) {
      setDifferences(error.comparison);
      return;
    }
    form.reveal(error.fields);
    setWrong([...sortProblems(error.fields).errors.keys()]);
    setFailure(error.fields.length === 0 ? error : null);
    setTries((count) => count + 1);
  };

  const discard = async () => {
    try {
      form.keeper.finish();
      await withSecretStore(() => inOrder(() => backend.discardDraft(view.id)));
      navigate(view.providerId === null ? paths.providers() : paths.provider(view.providerId));
    } catch (reason) {
      failed(BackendError.from(reason));
    }
  };

  return {
    run,
    discard,
    keepSecret,
    keepSecretMeanwhile,
    openStore,
    dropSecret,
    busy,
    tries,
    wrong,
    failure,
    conflict,
    endConflict: () => setConflict(false),
    overwrite: () => void run({ ...tried, overwrite: true }),
    differences,
    endDifferences: () => setDifferences(null),
    acceptDifferences: () => void run({ ...tried, accept: true }),
    secretWaits,
  };
}
