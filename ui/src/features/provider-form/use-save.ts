import { useEffect, useRef, useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { DraftView, FixtureComparison } from "../../backend/bindings.ts";
import { useForgetDraft, useRememberDraft, useSaveDraft } from "../../backend/draft-queries.ts";
import { inOrder, secretsInOrder } from "../../backend/draft-order.ts";
import { form as text } from "../../messages/provider-form.ts";
import { removedLater } from "../../messages/secret-store.ts";
import { useIsLeft } from "../../parts/is-left.ts";
import { useKeeping } from "../../parts/keeping.ts";
import { useLatest } from "../../parts/latest.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { useTestConnection } from "../../parts/test-connection.ts";
import { navigate, watchPlace } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { sortProblems, type Field } from "./problems.ts";
import { useKeepRest } from "./use-keep-rest.ts";
import type { ProviderFormModel } from "./use-provider-form.ts";

const SECRET_PAUSE_MS = 1000;

export interface SaveOptions {
  /** A change by somebody else may go. */
  overwrite?: boolean;
  /** Fixtures may come out differently. */
  accept?: boolean;
  /** Starts a test once it is saved. */
  test?: boolean;
}

/** The secret is held in the memory of the program, or is in its field alone. */
export type SecretWait = "held" | "in_field";

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
  const remember = useRememberDraft();
  const forget = useForgetDraft();
  const keepRest = useKeepRest();
  const isLeft = useIsLeft();
  const [busy, setBusy] = useState(false);
  const [tries, setTries] = useState(0);
  const [wrong, setWrong] = useState<readonly Field[]>([]);
  const [failure, setFailure] = useState<BackendError | null>(null);
  const [conflict, setConflict] = useState(false);
  const [secretWaits, setSecretWaits] = useState<SecretWait | null>(null);
  const [keptSecret, setKeptSecret] = useState("");
  const left = useRef(false);
  const [differences, setDifferences] = useState<FixtureComparison | null>(null);
  const [tried, setTried] = useState<SaveOptions>({});

  const { draft, secret } = form.state;
  const isPublic = draft.kind === "oauth_openid" && draft.oauth.clientAuthentication === "none";
  const typed = secret.state === "typing" && !isPublic ? secret.text : "";
  // What is done in several steps takes what is on the screen at each of them.
  const latest = useLatest({ body: form.body, keep: form.keeper.keep, typed });

  /** Yields whether it is stored: a draft that has ended, or ends meanwhile, has no secret. */
  const put = async () => {
    if (form.keeper.isFinished()) return false;
    const kept = latest.current.keep();
    const stored = async () => {
      await kept;
      if (form.keeper.isFinished()) return false;
      await backend.keepDraftSecret(view.id, typed);
      remember(view.id, { secretSet: true, secretHeld: false });
      setSecretWaits(null);
      return true;
    };
    // Not in order with the rest: a keychain may wait for its prompt, and typing goes on. Taking
    // the secret back comes after this, also when it is asked for while the draft is being kept.
    const [, isStored] = await Promise.all([kept, secretsInOrder(stored)]);
    return isStored;
  };
  const putSecret = async () => {
    if (!(await put())) return;
    setKeptSecret(typed);
    form.secretIsKept(typed);
  };
  const storeHeld = async () => {
    await secretsInOrder(() => backend.storeDraftSecret(view.id));
    remember(view.id, { secretHeld: false });
    if (form.now().secret.state === "held") form.setSecret({ state: "kept" });
  };

  const sayHeld = () => informed(text.heldOnLeaving.title, text.heldOnLeaving.text);
  /** After a store refused the secret: held by the program, or an error. */
  const held = (reason: unknown) => {
    const error = BackendError.from(reason);
    const wait = error.code.startsWith("secret_store") ? "held" : "in_field";
    setSecretWaits(wait);
    if (wait === "in_field") throw error;
    remember(view.id, { secretSet: true, secretHeld: true });
    if (left.current) sayHeld();
    return true;
  };

  const tryToKeep = () => (typed === "" ? Promise.resolve() : putSecret().catch(held));
  // What fails is said beside the field, and tried again.
  const keepSecret = async () => {
    await tryToKeep().catch(() => undefined);
  };

  const drop = async () => {
    await secretsInOrder(() => backend.keepDraftSecret(view.id, ""));
    remember(view.id, { secretSet: false, secretHeld: false });
    setSecretWaits(null);
  };

  // While it is being typed its field stays.
  useKeeping({
    value: typed,
    pending: secret.state === "typing" && !isPublic && typed !== keptSecret && !busy,
    keep: async () => {
      if (form.keeper.isFinished()) return;
      // What was kept of it goes when its field is emptied.
      const isDone = await (typed === "" ? drop().then(() => true) : put().catch(held));
      if (isDone) setKeptSecret(typed);
    },
    pause: SECRET_PAUSE_MS,
  });

  const leave = useLatest(() => {
    const goesOn = window.location.hash.startsWith(paths.draft(view.id));
    if (form.keeper.isFinished() || goesOn || isPublic) return;
    left.current = true;
    if (secret.state === "held" || (typed !== "" && secretWaits === "held")) sayHeld();
  });
  useEffect(() => () => leave.current(), [leave]);

  const openStore = async () => {
    try {
      await withSecretStore(secret.state === "held" ? storeHeld : putSecret);
    } catch (reason) {
      failed(BackendError.from(reason));
    }
  };

  const dropSecret = async () => {
    try {
      await drop();
    } catch (reason) {
      failed(BackendError.from(reason));
    }
  };

  const goOn = async (path: string) => {
    if (busy) return;
    try {
      const isStillHere = watchPlace();
      await form.keeper.keep();
      await tryToKeep();
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
    const isSamePlace = watchPlace();
    const isStillHere = () => isSamePlace() && !isLeft.current;
    try {
      await form.keeper.keep();
      // The second way is "save without the secret".
      if (typed !== "") await withSecretStore(putSecret, drop);
      else if (secret.state === "held" && !isPublic) await withSecretStore(storeHeld, drop);
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
    form.keeper.finish();
    try {
      const later = await withSecretStore(() => inOrder(() => backend.discardDraft(view.id)));
      if (later) informed(removedLater.title(1), removedLater.text);
      navigate(view.providerId === null ? paths.providers() : paths.provider(view.providerId));
      forget(view.id);
    } catch (reason) {
      form.keeper.goOn();
      failed(BackendError.from(reason));
    }
  };

  return {
    run,
    discard,
    keepSecret,
    openStore,
    dropSecret,
    goOn,
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
