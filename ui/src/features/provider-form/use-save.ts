import { useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { SecretChange } from "../../backend/bindings.ts";
import { form as text } from "../../messages/provider-form.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { draftOf, type FormState } from "./draft.ts";
import { sortProblems, type Field } from "./problems.ts";
import { forgetUnsaved } from "./unsaved-draft.ts";
import type { ProviderFormModel } from "./use-provider-form.ts";

export interface Save {
  run: () => Promise<void>;
  busy: boolean;
  done: boolean;
  /** How often saving was refused. */
  tries: number;
  /** The fields that the last refusal named. */
  wrong: readonly Field[];
  /** A refusal that belongs to no field. */
  failure: BackendError | null;
}

/** Saves the form; refusals go to their fields and nothing typed is lost. */
export function useSave(id: string | null, form: ProviderFormModel): Save {
  const backend = useBackend();
  const { succeeded, withSecretStore } = useNotifications();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [tries, setTries] = useState(0);
  const [wrong, setWrong] = useState<readonly Field[]>([]);
  const [failure, setFailure] = useState<BackendError | null>(null);

  const run = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const draft = draftOf(form.state);
    const secret = secretToSend(form.state);
    try {
      const store = (change: SecretChange) =>
        id === null
          ? backend.createProvider(draft, change.change === "replace" ? change.value : null)
          : backend.updateProvider(id, draft, change);
      const view = await withSecretStore(
        () => store(secret),
        () => store({ change: "keep" }),
      );
      forgetUnsaved(id);
      setDone(true);
      succeeded(text.saved(view.definition.displayName ?? ""));
      navigate(paths.provider(view.id), { force: true });
    } catch (reason) {
      const error = BackendError.from(reason);
      form.reveal(error.fields);
      setWrong([...sortProblems(error.fields).errors.keys()]);
      setFailure(error.fields.length === 0 ? error : null);
      setTries((count) => count + 1);
    } finally {
      setBusy(false);
    }
  };

  return { run, busy, done, tries, wrong, failure };
}

/** An input that is not shown, or was left empty, changes nothing. */
function secretToSend({ secret, draft }: FormState): SecretChange {
  if (secret.change !== "replace") return secret;
  const hidden = draft.oauth.clientAuthentication === "none";
  return hidden || secret.value === "" ? { change: "keep" } : secret;
}
