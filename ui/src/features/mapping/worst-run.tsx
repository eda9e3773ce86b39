import Link from "@cloudscape-design/components/link";
import { createContext, useContext, useMemo } from "react";
import type { RunView } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { preview as text } from "../../messages/mapping-preview.ts";
import { focusAfterwards } from "./focus-when-there.ts";
import { runName } from "./run-names.ts";
import type { Choice } from "./use-preview.ts";

interface LookedAt {
  nameOf: (runId: string) => string | null;
  choose: (runId: string) => void;
}

const NOTHING: LookedAt = { nameOf: () => null, choose: () => undefined };
const Runs = createContext(NOTHING);

/** The runs that the results are of, for whatever names one. */
export const RunsLookedAt = Runs.Provider;

export function useRunsLookedAt(
  runs: readonly RunView[] | undefined,
  setChoice: (choice: Choice) => void,
): LookedAt {
  return useMemo(
    () => ({
      nameOf: (runId) => {
        const run = runs?.find((one) => one.runId === runId);
        return run === undefined ? null : runName(run);
      },
      choose: (runId) => setChoice({ kind: "run", runId }),
    }),
    [runs, setChoice],
  );
}

/** Which of several runs a result is of, in words; nothing while one alone is looked at. */
export function useWorstRunName(runId: string | null): string | null {
  const { nameOf } = useContext(Runs);
  return runId === null ? null : nameOf(runId);
}

const CLOSE = '[data-testid="close-details"]';
const RUN = '[data-testid="preview-run"] button';

/** The same with the way to that run alone. */
export function WorstRun({ runId }: { runId: string }) {
  const { choose } = useContext(Runs);
  const name = useWorstRunName(runId);
  if (name === null) return null;
  const follow = () => {
    choose(runId);
    // This link is gone with the other runs.
    focusAfterwards(document.querySelector(CLOSE) === null ? RUN : CLOSE);
  };
  return (
    <div data-testid="worst-run">
      <Link fontSize="body-s" onFollow={follow}>
        <UntrustedText>{text.ofRun(name)}</UntrustedText>
      </Link>
    </div>
  );
}
