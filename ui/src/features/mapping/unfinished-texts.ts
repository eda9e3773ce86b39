interface Kept {
  readonly text: string;
  /** What was in force beside it; another one means that the rule went on without it. */
  readonly beside: string;
}

const texts = new Map<string, Kept>();

/** Where a text that is not right yet is kept. */
export interface Unfinished {
  get: (inForce: string) => string | null;
  keep: (text: string, inForce: string) => void;
  drop: () => void;
}

/**
 * A text that is not right yet changes no rule, so no draft has it: it is kept here, for when
 * its details are opened again, until it is finished or the window is closed.
 */
export function unfinishedText(...place: readonly string[]): Unfinished {
  const key = JSON.stringify(place);
  return {
    get: (inForce) => {
      const kept = texts.get(key);
      return kept?.beside === inForce ? kept.text : null;
    },
    keep: (text, inForce) => void texts.set(key, { text, beside: inForce }),
    drop: () => void texts.delete(key),
  };
}
