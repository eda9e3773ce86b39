import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { RunView } from "../backend/bindings.ts";
import { useFixtureChanges } from "../backend/mapping-queries.ts";
import { absoluteTime } from "../components/timestamp.tsx";
import { UntrustedText } from "../components/untrusted-text.tsx";
import { ModalFooter } from "../components/modal-footer.tsx";
import { actions } from "../messages/actions.ts";
import { preview } from "../messages/mapping-preview.ts";
import { ErrorAlert } from "./error-alert.tsx";
import { useNotifications } from "./notifications.tsx";

const text = preview.fixtures;

interface NewFixtureProps {
  /** The provider, and which of its runs. */
  provider: string;
  run: string;
  saving: boolean;
  onSave: (name: string, pseudonymise: boolean, onSaved: () => void) => void;
}

/** The name of a fixture, and whether its values become pseudonyms; a new one for the next fixture. */
export function NewFixture({ provider, run, saving, onSave }: NewFixtureProps) {
  const [name, setName] = useState("");
  const [pseudonymise, setPseudonymise] = useState(false);
  // The next one has a name of its own, which may have been typed meanwhile.
  const onSaved = () => setName((now) => (now === name ? "" : now));
  return (
    <SpaceBetween size="s">
      <div data-testid="fixture-run">
        <UntrustedText>{text.of(provider, run)}</UntrustedText>
      </div>
      <FormField label={text.name} stretch>
        <Input
          value={name}
          placeholder={text.namePlaceholder}
          data-testid="fixture-name"
          onChange={({ detail }) => setName(detail.value)}
        />
      </FormField>
      <Checkbox
        checked={pseudonymise}
        description={text.pseudonymiseText}
        data-testid="fixture-pseudonyms"
        onChange={({ detail }) => setPseudonymise(detail.checked)}
      >
        {text.pseudonymise}
      </Checkbox>
      <Button
        loading={saving}
        data-testid="save-fixture"
        onClick={() => onSave(name, pseudonymise, onSaved)}
      >
        {text.add}
      </Button>
    </SpaceBetween>
  );
}

/** What pseudonyms did to the results of the rules. */
export function FixtureChanged({ targets }: { targets: string[] }) {
  if (targets.length === 0) return null;
  return (
    <Alert type="warning" data-testid="fixture-changed">
      <UntrustedText>{text.changed(targets)}</UntrustedText>
    </Alert>
  );
}

interface SaveFixtureModalProps {
  run: RunView;
  onClose: () => void;
}

/** Keeps what a run received, to compare rules by. */
export function SaveFixtureModal({ run, onClose }: SaveFixtureModalProps) {
  const { save } = useFixtureChanges(run.providerId);
  const { succeeded } = useNotifications();
  const changed = save.data?.changed ?? [];
  const keep = (name: string, pseudonymise: boolean, onSaved: () => void) =>
    save.mutate(
      { runId: run.runId, name, pseudonymise },
      {
        onSuccess: (kept) => {
          succeeded(text.saved(kept.fixture.name));
          onSaved();
          if (kept.changed.length === 0) onClose();
        },
      },
    );
  return (
    <Modal
      visible
      header={text.add}
      closeAriaLabel={actions.close}
      onDismiss={onClose}
      data-testid="fixture-of-run"
      footer={
        <ModalFooter>
          <Button variant="link" onClick={onClose}>
            {text.close}
          </Button>
        </ModalFooter>
      }
    >
      <SpaceBetween size="m">
        <Box color="text-body-secondary">{text.text}</Box>
        {save.error === null ? null : <ErrorAlert error={save.error} />}
        <FixtureChanged targets={changed} />
        <NewFixture
          provider={run.provider}
          run={absoluteTime(run.startedAt)}
          saving={save.isPending}
          onSave={keep}
        />
      </SpaceBetween>
    </Modal>
  );
}
