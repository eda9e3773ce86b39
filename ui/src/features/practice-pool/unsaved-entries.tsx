import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { BackendError } from "../../backend/backend.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { poolEditor } from "../../messages/pool-editor.ts";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import type { KeptEntries, KeptEntry } from "./kept-entries.ts";
import type { EditedEntry } from "./use-pool-editing.ts";

const text = poolEditor.unsaved;

interface UnsavedEntriesProps {
  kept: KeptEntries;
  running: boolean;
  onGoOn: (entry: KeptEntry) => void;
}

/** What was being edited when the page was left or the console ended. */
export function UnsavedEntries({ kept, running, onGoOn }: UnsavedEntriesProps) {
  const noWriting = useNoWriting();
  const { failed } = useNotifications();
  if (kept.all.length === 0) return null;
  const discard = (id: string) => {
    kept.drop(id).catch((reason: unknown) => failed(BackendError.from(reason)));
  };
  return (
    <Alert header={text.title} data-testid="unsaved-entries">
      <SpaceBetween size="s">
        <div>{running ? text.text : `${text.text} ${text.stopped}`}</div>
        {kept.all.map((entry) => {
          const title = titleOf(entry.editing);
          return (
            <SpaceBetween key={entry.id} direction="horizontal" size="s" alignItems="center">
              <Box fontWeight="bold">
                <UntrustedText>{title}</UntrustedText>
              </Box>
              {running ? (
                <Button {...noWriting} ariaLabel={text.goOnWith(title)} onClick={() => onGoOn(entry)}>
                  {text.goOn}
                </Button>
              ) : null}
              <Button
                {...noWriting}
                variant="link"
                ariaLabel={text.discardOf(title)}
                onClick={() => discard(entry.id)}
              >
                {text.discard}
              </Button>
            </SpaceBetween>
          );
        })}
      </SpaceBetween>
    </Alert>
  );
}

/** What is edited, in words. */
export function titleOf(editing: EditedEntry): string {
  const { titles } = poolEditor;
  switch (editing.what) {
    case "pool":
      return titles.pool;
    case "client":
    case "user": {
      const { add, edit } = titles[editing.what];
      return editing.key === null ? add : edit(editing.draft.name);
    }
  }
}
