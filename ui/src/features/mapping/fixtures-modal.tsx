import Box from "@cloudscape-design/components/box";
import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useEffect, useRef, useState } from "react";
import type { ProviderView, RunName } from "../../backend/bindings.ts";
import { useFixtureChanges, useFixtures } from "../../backend/mapping-queries.ts";
import { Timestamp } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { ModalFooter } from "../../components/modal-footer.tsx";
import { actions } from "../../messages/actions.ts";
import { preview } from "../../messages/mapping-preview.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { FixtureChanged, NewFixture } from "../../parts/new-fixture.tsx";
import { focusAfterwards } from "./focus-when-there.ts";
import { runName } from "./run-names.ts";

const text = preview.fixtures;
/** What is left when the last row has gone with its buttons. */
const CLOSE = '[data-testid="close-fixtures"]';

interface FixturesModalProps {
  provider: ProviderView;
  /** The run that is looked at. */
  run: RunName | null;
  onClose: () => void;
  onSay: (words: string) => void;
}

/** What is kept to compare rules by. */
export function FixturesModal({ provider, run, onClose, onSay }: FixturesModalProps) {
  const providerId = provider.id;
  const fixtures = useFixtures(providerId);
  const { save, remove } = useFixtureChanges(providerId);
  const [asked, setAsked] = useState<string | null>(null);
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
        <ModalFooter>
          <Button variant="primary" data-testid="close-fixtures" onClick={onClose}>
            {text.close}
          </Button>
        </ModalFooter>
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
                  {asked === fixtureId ? (
                    <ConfirmRemoval
                      name={name}
                      busy={remove.isPending}
                      onRemove={() =>
                        remove.mutate(fixtureId, {
                          onSuccess: () => {
                            setAsked(null);
                            onSay(text.removed(name));
                            focusAfterwards(CLOSE);
                          },
                        })
                      }
                      onKeep={() => {
                        setAsked(null);
                        focusAfterwards(`#${removeId(fixtureId)} button`);
                      }}
                    />
                  ) : (
                    <span id={removeId(fixtureId)}>
                      <Button
                        variant="inline-icon"
                        iconName="remove"
                        ariaLabel={text.remove(name)}
                        onClick={() => setAsked(fixtureId)}
                      />
                    </span>
                  )}
                </li>
              ))}
            </ul>
          )}
          <FixtureChanged targets={changed} />
          {run === null ? (
            <Box color="text-body-secondary">{text.needsRun}</Box>
          ) : (
            <Container>
              <NewFixture
                provider={provider.definition.displayName ?? ""}
                run={runName(run)}
                saving={save.isPending}
                onSave={(name, pseudonymise, onSaved) =>
                  save.mutate(
                    { runId: run.runId, name, pseudonymise },
                    {
                      onSuccess: ({ fixture }) => {
                        onSay(text.saved(fixture.name));
                        onSaved();
                      },
                    },
                  )
                }
              />
            </Container>
          )}
        </SpaceBetween>
      </div>
    </Modal>
  );
}

const removeId = (fixtureId: string) => `remove-fixture-${fixtureId}`;

interface ConfirmRemovalProps {
  name: string;
  busy: boolean;
  onRemove: () => void;
  onKeep: () => void;
}

/** A fixture that is gone cannot be made again from a run that is gone as well. */
function ConfirmRemoval({ name, busy, onRemove, onKeep }: ConfirmRemovalProps) {
  const keep = useRef<ButtonProps.Ref>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button ref={keep} variant="inline-link" ariaLabel={text.keepThis(name)} onClick={onKeep}>
        {text.keep}
      </Button>
      <Button
        variant="inline-link"
        loading={busy}
        ariaLabel={text.reallyRemove(name)}
        data-testid="confirm-removal"
        onClick={onRemove}
      >
        {text.removeForGood}
      </Button>
    </SpaceBetween>
  );
}
