import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useState } from "react";
import type { RunName } from "../../backend/bindings.ts";
import { useFixtureChanges, useFixtures } from "../../backend/mapping-queries.ts";
import { Timestamp } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { actions } from "../../messages/actions.ts";
import { preview } from "../../messages/mapping-preview.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";

const text = preview.fixtures;

interface FixturesModalProps {
  providerId: string;
  /** The run that is looked at. */
  run: RunName | null;
  onClose: () => void;
  onSay: (words: string) => void;
}

/** What is kept to compare rules by. */
export function FixturesModal({ providerId, run, onClose, onSay }: FixturesModalProps) {
  const fixtures = useFixtures(providerId);
  const { save, remove } = useFixtureChanges(providerId);
  const changed = save.data?.changed ?? [];
  const error = fixtures.error ?? save.error ?? remove.error;
  return (
    <Modal
      visible
      header={text.title}
      closeAriaLabel={actions.close}
      onDismiss={onClose}
      data-testid="fixtures"
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            {text.close}
          </Button>
        </Box>
      }
    >
      <div data-own-undo>
        <SpaceBetween size="m">
          <Box color="text-body-secondary">{text.text}</Box>
          {error === null ? null : <ErrorAlert error={error} />}
          {fixtures.data === undefined ? (
            <StatusIndicator type="loading">{text.reading}</StatusIndicator>
          ) : fixtures.data.length === 0 ? (
            text.none
          ) : (
            <ul className="fixture-list">
              {fixtures.data.map(({ fixtureId, name, attributes, pseudonymised, createdAt }) => (
                <li key={fixtureId}>
                  <div>
                    <strong>
                      <UntrustedText>{name}</UntrustedText>
                    </strong>
                    <Box variant="small" display="block">
                      {text.about(attributes, pseudonymised)} <Timestamp at={createdAt} />
                    </Box>
                  </div>
                  <Button
                    variant="inline-icon"
                    iconName="remove"
                    ariaLabel={text.remove(name)}
                    onClick={() => remove.mutate(fixtureId)}
                  />
                </li>
              ))}
            </ul>
          )}
          {changed.length === 0 ? null : (
            <Alert type="warning" data-testid="fixture-changed">
              <UntrustedText>{text.changed(changed)}</UntrustedText>
            </Alert>
          )}
          {run === null ? (
            <Box color="text-body-secondary">{text.needsRun}</Box>
          ) : (
            <NewFixture
              saving={save.isPending}
              onSave={(name, pseudonymise) =>
                save.mutate(
                  { runId: run.runId, name, pseudonymise },
                  { onSuccess: ({ fixture }) => onSay(text.saved(fixture.name)) },
                )
              }
            />
          )}
        </SpaceBetween>
      </div>
    </Modal>
  );
}

interface NewFixtureProps {
  saving: boolean;
  onSave: (name: string, pseudonymise: boolean) => void;
}

function NewFixture({ saving, onSave }: NewFixtureProps) {
  const [name, setName] = useState("");
  const [pseudonymise, setPseudonymise] = useState(false);
  return (
    <Container>
      <SpaceBetween size="s">
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
          onClick={() => {
            onSave(name, pseudonymise);
            setName("");
          }}
        >
          {text.add}
        </Button>
      </SpaceBetween>
    </Container>
  );
}
