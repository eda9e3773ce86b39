import { useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { DraftView, FixtureComparison } from "../../backend/bindings.ts";
import { useForgetDraft, useSaveDraft } from "../../backend/draft-queries.ts";
import { inOrder, secretsInOrder } from "../../backend/draft-order.ts";
import { form as text } from "../../messages/provider-form.ts";
import { removedLater } from "../../messages/secret-store.ts";
import { useIsLeft } from "../../parts/is-left.ts";
import { useLatest } from "../../parts/latest.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { useTestConnection } from "../../parts/test-connection.ts";
import { useWaiting } from "../../parts/watch-focus.ts";
import { navigate, watchPlace } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { sortProblems, type Field } from "./problems.ts";
import { useDraftSecret, type SecretWait } from "./use-draft-secret.ts";
import { useKeepRest } from "./use-keep-rest.ts";
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
  /** Asks for the secret store, then puts the typed or held secret there. */
  openStore: () => Promise<void>;
  /** Takes a secret that was entered out of the secret store again. */
  dropSecret: () => Promise<void>;
  /** To another page over the same draft, once everything is kept. */
  goOn: (path: string) => Promise<void>;
  /** It is being saved or discarded. */
  busy: boolean;
  /** How often saving was refused. */
  tries: number;
  /** The fields that the last refusal named. */
  wrong: readonly Field[];
  /** Whether whoever asked to save still waits for the answer. */
  endWaiting: () => boolean;
  /** A refusal that belongs to no field. */
  failure: BackendError | null;
  /** Somebody else changed the provider. */
  conflict: boolean;
  endConflict: () => void;
  /** No store took the typed secret yet; saving asks for one. */
  secretWaits: SecretWait | null;
  /** Saves in its place, as it was tried last. */
  overwrite: () => void;
  /** What saving would change in the mapping's fixtures, until the person agrees. */
  differences: FixtureComparison | null;
  endDifferences: () => void;
  /** Saves nevertheless, as it was tried last. */
  acceptDifferences: () => void;
}

/** Saves a draft as a provider; refusals go to their fields and nothing typed is lost. */
export function useSave(view: DraftView, form: ProviderFormModel): Save {
  const backend = useBackend();
  const saveDraft = useSaveDraft();
  const { failed, informed, succeeded, withSecretStore } = useNotifications();
  const test = useTestConnection();
  const forget = useForgetDraft();
  const keepRest = useKeepRest();
  const isLeft = useIsLeft();
  const waiting = useWaiting();
  const [busy, setBusy] = useState(false);
  const [tries, setTries] = useState(0);
  const [wrong, setWrong] = useState<readonly Field[]>([]);
  const [failure, setFailure] = useState<BackendError | null>(null);
  const [conflict, setConflict] = useState(false);
  const [differences, setDifferences] = useState<FixtureComparison | null>(null);
  const [tried, setTried] = useState<SaveOptions>({});

  const secret = useDraftSecret(view, form, busy);
  const { typed } = secret;
  // What is done in several steps takes what is on the screen at each of them.
  const latest = useLatest({ body: form.body, keep: form.keeper.keep, typed });

  const goOn = async (path: string) => {
    if (busy) return;
    try {
      const isStillHere = watchPlace();
      await form.keeper.keep();
      await secret.tryToKeep();
      if (isStillHere()) navigate(path);
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
    waiting.begin();
    const isSamePlace = watchPlace();
    const isStillHere = () => isSamePlace() && !isLeft.current;
    try {
      await form.keeper.keep();
      // The second way is "save without the secret".
      if (secret.toStore !== null) await withSecretStore(secret.toStore, secret.drop);
      // One that is being taken back would be saved otherwise.
      else await withSecretStore(() => secretsInOrder(() => Promise.resolve()));
      const { body, keep } = latest.current;
      const last = JSON.stringify(body) === JSON.stringify(form.body) ? null : keep();
      // What is typed from here on would make the draft anew.
      form.keeper.finish();
      await last;
      const provider = await withSecretStore(() => saveDraft(view.id, overwrite, accept));
      succeeded(text.saved(provider.definition.displayName ?? ""));
      let rest: string | null;
      try {
        rest = await keepRest(provider.id, { body, typed }, () => latest.current);
      } catch (reason) {
        // It stays on the screen, and is kept as long as it is there.
        form.keeper.goOn();
        failed(BackendError.from(reason));
        return;
      }
      if (rest !== null) informed(text.rest.title, text.rest.text);
      const isHere = isStillHere();
      if (isHere) navigate(rest ?? paths.provider(provider.id), { replace: true });
      forget(view.id);
      if (isHere && andTest) test.mutate(provider.id);
    } catch (reason) {
      form.keeper.goOn();
      const error = BackendError.from(reason);
      if (isStillHere()) refuse(error);
      else {
        // Nobody sees the form any more, which would say it and keep what was typed last.
        failed(error);
        await keepLast().catch((lost: unknown) => failed(BackendError.from(lost)));
      }
    } finally {
      setBusy(false);
    }
  };

  const keepLast = async () => {
    const { keep, typed: secretNow } = latest.current;
    await keep();
    if (secretNow !== "") await secretsInOrder(() => backend.keepDraftSecret(view.id, secretNow));
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
    // What was corrected while the answer was under way is checked anew, and refused no longer.
    const isSame = JSON.stringify(latest.current.body) === JSON.stringify(form.body);
    form.reveal(isSame ? error.fields : []);
    setWrong([...sortProblems(error.fields).errors.keys()]);
    setFailure(error.fields.length === 0 ? error : null);
    setTries((count) => count + 1);
  };

  const discard = async () => {
    if (busy) return;
    const isStillHere = watchPlace();
    setBusy(true);
    form.keeper.finish();
    try {
      const later = await withSecretStore(() => inOrder(() => backend.discardDraft(view.id)));
      if (later) informed(removedLater.title(1), removedLater.text);
      if (isStillHere()) {
        navigate(view.providerId === null ? paths.providers() : paths.provider(view.providerId));
      }
      forget(view.id);
    } catch (reason) {
      form.keeper.goOn();
      failed(BackendError.from(reason));
    } finally {
      setBusy(false);
    }
  };

  return {
    run,
    discard,
    keepSecret: secret.keep,
    openStore: secret.openStore,
    dropSecret: secret.takeBack,
    goOn,
    busy,
    tries,
    wrong,
    endWaiting: waiting.end,
    failure,
    conflict,
    endConflict: () => setConflict(false),
    overwrite: () => void run({ ...tried, overwrite: true }),
    differences,
    endDifferences: () => setDifferences(null),
    acceptDifferences: () => void run({ ...tried, accept: true }),
    secretWaits: secret.waits,
  };
}
