import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ProviderView } from "../../backend/bindings.ts";
import { useFixtures } from "../../backend/mapping-queries.ts";
import { preview as text } from "../../messages/mapping-preview.ts";
import type { Dialog } from "./editor-dialogs.tsx";

interface PreviewActionsProps {
  provider: ProviderView;
  onOpen: (dialog: Dialog) => void;
}

/** What can be made of what was received. */
export function PreviewActions({ provider, onOpen }: PreviewActionsProps) {
  const kept = useFixtures(provider.id).data?.length ?? 0;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button data-testid="open-fixtures" onClick={() => onOpen({ kind: "fixtures" })}>
        {text.fixtures.open(kept)}
      </Button>
      <Button
        data-testid="open-suggestions"
        onClick={() => onOpen({ kind: "suggestions" })}
      >
        {text.suggest.open}
      </Button>
    </SpaceBetween>
  );
}
