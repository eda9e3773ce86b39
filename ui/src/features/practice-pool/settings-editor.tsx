import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { BackendError } from "../../backend/backend.ts";
import { usePracticePoolSettings } from "../../backend/queries.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { pool } from "../../messages/practice-pool.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNotifications } from "../../parts/notifications.tsx";

const text = pool.settings;

/** The pool's settings as text; problems are named by their place in it. */
export function SettingsEditor() {
  const [expanded, setExpanded] = useState(false);
  return (
    <ExpandableSection
      variant="container"
      headerText={text.title}
      headerDescription={text.description}
      headingTagOverride="h2"
      expanded={expanded}
      onChange={({ detail }) => setExpanded(detail.expanded)}
      data-testid="practice-settings"
    >
      {expanded ? <Editor /> : null}
    </ExpandableSection>
  );
}

function Editor() {
  const backend = useBackend();
  const { succeeded } = useNotifications();
  const { data, error, refetch } = usePracticePoolSettings();
  const [typed, setTyped] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (settings: string) => backend.updatePracticePoolSettings(settings),
    onSuccess: () => {
      setTyped(null);
      succeeded(text.saved);
    },
  });
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  const value = typed ?? data ?? "";
  return (
    <SpaceBetween size="m">
      {save.error === null ? null : <SettingsProblems error={save.error} />}
      <FormField label={text.label} stretch data-testid="field-practice-settings">
        <div className="settings-editor">
          <Textarea
            value={value}
            rows={24}
            spellcheck={false}
            disableBrowserAutocorrect
            invalid={save.isError}
            onChange={({ detail }) => setTyped(detail.value)}
          />
        </div>
      </FormField>
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          disabled={typed === null}
          loading={save.isPending}
          data-testid="save-practice-settings"
          onClick={() => save.mutate(value)}
        >
          {text.save}
        </Button>
        <Button
          variant="link"
          disabled={typed === null}
          onClick={() => {
            setTyped(null);
            save.reset();
          }}
        >
          {text.reset}
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}

function SettingsProblems({ error }: { error: BackendError }) {
  if (error.fields.length === 0) return <ErrorAlert error={error} />;
  return (
    <Alert type="error" header={text.problems} data-testid="practice-settings-problems">
      <ul className="reading-list">
        {error.fields.map(({ field, message }, index) => (
          <li key={index}>
            <UntrustedText code>{field}</UntrustedText>{" "}
            <UntrustedText>{message}</UntrustedText>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
