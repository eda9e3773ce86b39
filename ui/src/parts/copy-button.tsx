import Button from "@cloudscape-design/components/button";
import LiveRegion from "@cloudscape-design/components/live-region";
import { useEffect, useState } from "react";
import { BackendError } from "../backend/backend.ts";
import { useBackend } from "../backend/backend-context.tsx";
import { actions } from "../messages/actions.ts";
import { useNotifications } from "./notifications.tsx";

interface CopyButtonProps {
  text: string;
  /** What is copied, for the label: `callback URL`. */
  what: string;
  /** A labelled button instead of an icon. */
  label?: string;
  testId?: string;
}

const SHOWN_MS = 2000;

/** Copies through Rust and says so. */
export function CopyButton({ text, what, label, testId }: CopyButtonProps) {
  const backend = useBackend();
  const { failed } = useNotifications();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await backend.copyText(text);
      setCopied(true);
    } catch (error) {
      failed(BackendError.from(error));
    }
  };

  return (
    <>
      <Button
        formAction="none"
        variant={label === undefined ? "inline-icon" : "normal"}
        iconName={copied ? "check" : "copy"}
        ariaLabel={actions.copy(what)}
        disabled={text === ""}
        {...(testId === undefined ? {} : { "data-testid": testId })}
        onClick={() => void copy()}
      >
        {label === undefined ? undefined : copied ? actions.copied : label}
      </Button>
      <LiveRegion hidden>{copied ? actions.copied : ""}</LiveRegion>
    </>
  );
}
