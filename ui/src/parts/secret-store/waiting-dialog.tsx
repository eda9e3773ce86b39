import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useEffect } from "react";
import { secretStore as text } from "../../messages/secret-store.ts";
import { Dialog } from "./dialog.tsx";

const AGAIN_MS = 1500;

interface WaitingDialogProps {
  /** Whether the system is known to ask, or the store is only being asked. */
  prompt: boolean;
  /** Looks whether the prompt was answered. */
  look: () => void;
  onCancel: () => void;
}

/** Says that the system waits for the person, and goes on looking. */
export function WaitingDialog({ prompt, look, onCancel }: WaitingDialogProps) {
  useEffect(() => {
    const timer = setInterval(look, AGAIN_MS);
    return () => clearInterval(timer);
  }, [look]);
  return (
    <Dialog title={prompt ? text.waiting.title : text.title} onCancel={onCancel}>
      {prompt ? (
        <div role="status" data-testid="prompt-waiting">
          <StatusIndicator type="in-progress">{text.waiting.waiting}</StatusIndicator>
          <Box variant="p">{text.waiting.text}</Box>
          <Box variant="p">{text.waiting.goesOn}</Box>
        </div>
      ) : (
        <StatusIndicator type="loading">{text.waiting.asking}</StatusIndicator>
      )}
    </Dialog>
  );
}
