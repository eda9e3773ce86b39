import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { DraftBody, DraftView, ProviderId } from "../../backend/bindings.ts";
import { inOrder, secretsInOrder } from "../../backend/draft-order.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { paths } from "../../routing/paths.ts";

interface Typed {
  body: DraftBody;
  typed: string;
}

/** What is compared of a draft: the page of the wizard is no part of it. */
const definitionIn = (body: DraftBody) => JSON.stringify({ ...body, step: null });

/** What was typed while a draft was being saved becomes a draft of the provider. Yields its page. */
export function useKeepRest() {
  const backend = useBackend();
  const { failed } = useNotifications();
  return async (provider: ProviderId, saved: Typed, now: () => Typed): Promise<string | null> => {
    let known = { definition: definitionIn(saved.body), typed: saved.typed };
    let next: DraftView | null = null;
    // More may be typed while this is kept.
    for (;;) {
      const { body, typed } = now();
      const isSecretNew = typed !== "" && typed !== known.typed;
      if (definitionIn(body) === known.definition && !isSecretNew) break;
      next ??= await inOrder(() => backend.editProvider(provider));
      const { id, body: { baseRevision = null } } = next;
      await inOrder(() => backend.keepDraft(id, provider, { ...body, baseRevision }));
      if (isSecretNew) {
        const storing = secretsInOrder(() => backend.keepDraftSecret(id, typed));
        await storing.catch((reason: unknown) => failed(BackendError.from(reason)));
      }
      known = { definition: definitionIn(body), typed };
    }
    return next === null ? null : paths.draft(next.id);
  };
}
