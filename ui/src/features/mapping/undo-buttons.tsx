import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { mapping as text } from "../../messages/mapping.ts";
import type { Undo } from "./use-undo.ts";

interface UndoButtonsProps {
  undo: Undo;
  /** In a dialog: without words on the buttons. */
  small?: boolean;
}

/** Undo and redo, and what the last of them did. */
export function UndoButtons({ undo, small = false }: UndoButtonsProps) {
  const { go, canUndo, canRedo, last } = undo;
  const look = small ? "icon" : "normal";
  return (
    <div className="undo-buttons">
      {last === null ? null : (
        <div className="undone" data-testid="undone">
          <Box fontSize="body-s" color="text-body-secondary">
            <UntrustedText>{last.words}</UntrustedText>
          </Box>
        </div>
      )}
      <Button
        variant={look}
        iconName="undo"
        ariaLabel={text.undo}
        disabled={!canUndo}
        {...(canUndo ? {} : { disabledReason: text.nothingToUndo })}
        data-testid={small ? "undo-here" : "undo"}
        onClick={() => go("undo")}
      >
        {text.undo}
      </Button>
      <Button
        variant={look}
        iconName="redo"
        ariaLabel={text.redo}
        disabled={!canRedo}
        {...(canRedo ? {} : { disabledReason: text.nothingToRedo })}
        data-testid={small ? "redo-here" : "redo"}
        onClick={() => go("redo")}
      >
        {text.redo}
      </Button>
    </div>
  );
}
