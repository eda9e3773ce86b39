import type { FormState } from "./draft.ts";

/**
 * What was typed and not saved, kept across closing and crashing. Without the secret: that
 * goes to the secret store or nowhere.
 */
const key = (id: string | null) => `idp-console.draft.${id ?? "new"}`;

export function keepUnsaved(id: string | null, { draft, parameters }: FormState): void {
  try {
    localStorage.setItem(key(id), JSON.stringify({ draft, parameters }));
  } catch {
    // A full or switched-off storage must not disturb typing.
  }
}

export function forgetUnsaved(id: string | null): void {
  try {
    localStorage.removeItem(key(id));
  } catch {
    // Nothing was kept then.
  }
}

/** The kept draft laid over what is stored, when there is one. */
export function findUnsaved(id: string | null, saved: FormState): FormState | null {
  try {
    const text = localStorage.getItem(key(id));
    if (text === null) return null;
    const kept = JSON.parse(text) as Partial<Pick<FormState, "draft" | "parameters">>;
    if (kept.draft?.oauth === undefined || !Array.isArray(kept.parameters)) return null;
    const oauth = { ...saved.draft.oauth, ...kept.draft.oauth };
    return {
      draft: { ...saved.draft, ...kept.draft, oauth },
      parameters: kept.parameters,
      secret: saved.secret,
    };
  } catch {
    return null;
  }
}
