import Link from "@cloudscape-design/components/link";
import { createContext, useContext, useMemo } from "react";
import type { RunName } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { preview as text } from "../../messages/mapping-preview.ts";
import { focusAfterwards } from "./focus-when-there.ts";
import { runName } from "./run-names.ts";
import type { Choice } from "./use-preview.ts";

interface LookedAt {
  choose: (runId: string) => void;
}

const NOTHING: LookedAt = { choose: () => undefined };
const Runs = createContext(NOTHING);

/** The way from a result of several runs to the one it is of. */
export const RunsLookedAt = Runs.Provider;

export function useRunsLookedAt(setChoice: (choice: Choice) => void): LookedAt {
  return useMemo(() => ({ choose: (runId) => setChoice({ kind: "run", runId }) }), [setChoice]);
}

const CLOSE = '[data-testid="close-details"]';
const RUN = '[data-testid="preview-run"] button';

/** Which of several runs a result is of, with the way to that run alone. */
export function WorstRun({ run }: { run: RunName }) {
  const { choose } = useContext(Runs);
  const follow = () => {
    choose(run.runId);
    // This link is gone with the other runs.
    focusAfterwards(document.querySelector(CLOSE) === null ? RUN : CLOSE);
  };
  return (
    <div data-testid="worst-run">
      <Link fontSize="body-s" onFollow={follow}>
        <UntrustedText>{text.ofRun(runName(run))}</UntrustedText>
      </Link>
    </div>
  );
}
