import Button from "@cloudscape-design/components/button";
import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import type { StartView } from "../../backend/bindings.ts";
import { useOpenAgain } from "../../backend/start-queries.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { startUp as text } from "../../messages/start-up.ts";

interface StartBarProps {
  start: StartView | undefined;
  /** Present while there is a reload to tell of. */
  onReloadRead?: () => void;
}

/** Why nothing can be changed, what is not shown, and that the page came back. */
export default function StartBar({ start, onReloadRead }: StartBarProps) {
  const again = useOpenAgain();
  const items: FlashbarProps.MessageDefinition[] = [];
  if (start?.fault && start.state === "read_only") {
    items.push({
      id: "read-only",
      type: "warning",
      header: text.readOnly.header,
      content: (
        <span data-testid="read-only-bar">
          <UntrustedText>{start.fault.problem}</UntrustedText> {start.fault.advice}{" "}
          {start.fault.kind === "newer_database" ? text.anotherFolder : null}
        </span>
      ),
      action: (
        <Button
          loading={again.isPending}
          data-testid="open-again"
          onClick={() => again.mutate()}
        >
          {text.tryAgain}
        </Button>
      ),
    });
  }
  if (start !== undefined && start.unreadable.length > 0) {
    items.push({
      id: "unreadable",
      type: "warning",
      header: text.unreadable.header(start.unreadable.length),
      content: (
        <span data-testid="unreadable-bar">
          <UntrustedText>{start.unreadable.join(", ")}</UntrustedText>. {text.unreadable.text}
        </span>
      ),
    });
  }
  if (onReloadRead !== undefined) {
    items.push({
      id: "reloaded",
      type: "info",
      header: text.reloaded.header,
      content: <span data-testid="reloaded-bar">{text.reloaded.text}</span>,
      dismissible: true,
      dismissLabel: text.reloaded.dismiss,
      onDismiss: onReloadRead,
    });
  }
  return <Flashbar i18nStrings={{ ariaLabel: text.readOnly.label }} items={items} />;
}
