import { ConflictModal } from "../../parts/conflict-modal.tsx";
import { DifferencesModal } from "../../parts/differences-modal.tsx";
import type { Save } from "./use-save.ts";

/** What is asked before a draft takes the place of what is stored. */
export function SaveDialogs({ save }: { save: Save }) {
  if (save.conflict) {
    return (
      <ConflictModal
        onBack={save.endConflict}
        onTakeStored={() => void save.discard()}
        onOverwrite={save.overwrite}
      />
    );
  }
  if (save.differences === null) return null;
  return (
    <DifferencesModal
      comparison={save.differences}
      onBack={save.endDifferences}
      onSave={save.acceptDifferences}
    />
  );
}
