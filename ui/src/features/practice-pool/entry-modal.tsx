import Box from "@cloudscape-design/components/box";
import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type ReactNode, type SubmitEvent } from "react";
import { flushSync } from "react-dom";
import type { BackendError } from "../../backend/backend.ts";
import { ModalFooter } from "../../components/modal-footer.tsx";
import { actions } from "../../messages/actions.ts";
import { poolEditor as text } from "../../messages/pool-editor.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useLatest } from "../../parts/latest.ts";
import { NotKept } from "../../parts/not-kept.tsx";
import { useWaiting } from "../../parts/watch-focus.ts";
import { JsonView } from "./json-view.tsx";
import { useKeptUntilClosed, type KeptEntries, type KeptEntry } from "./kept-entries.ts";
import type { EntryKind } from "./pool-settings.ts";
import { ProblemList } from "./problem-list.tsx";
import type { Problem } from "./shape.ts";
import { head, useEntryDraft, type EntryForm } from "./use-entry-draft.ts";

interface EntryModalProps<Draft extends object> {
  title: string;
  kind: EntryKind<Draft>;
  initial: Draft;
  /** As it is kept while it is edited. */
  as: Pick<KeptEntry, "id" | "editing">;
  /** What was typed and kept before. */
  before: KeptEntry | null;
  kept: KeptEntries;
  jsonHint: string;
  /** Rejects with the problems of the pool, and yields when they are settled. */
  onSave: (draft: Draft) => Promise<void>;
  /** More was typed while this was being saved, and is edited on. */
  onGoOn: (saved: Draft) => void;
  onClose: () => void;
  form: (form: EntryForm<Draft>) => ReactNode;
}

/**
 * A part of the settings in a form or as JSON; it stays open until it is saved or given up, and
 * is kept until then: the page can be left, and the window can end.
 */
export function EntryModal<Draft extends object>(props: EntryModalProps<Draft>) {
  const { kind, initial } = props;
  // What was kept of an entry has its form: both were written as one.
  const before = props.before as (KeptEntry & { draft: Draft }) | null;
  const entry = useEntryDraft(kind, initial, before);
  const { failure, close: onClose } = useKeptUntilClosed(props, entry);
  const [asking, setAsking] = useState(false);
  const cancel = useRef<ButtonProps.Ref>(null);
  const id = useId();
  const content = useRef<HTMLFormElement>(null);
  const waiting = useWaiting();
  const [hasRest, setHasRest] = useState(false);
  const now = useLatest({ draft: entry.form.draft, typed: entry.typed });
  const save = useMutation({
    mutationFn: props.onSave,
    onMutate: () => now.current,
    onSuccess: (_data, saved, asked) => {
      if (JSON.stringify(now.current) === JSON.stringify(asked)) {
        onClose();
        return;
      }
      setHasRest(true);
      props.onGoOn(saved);
    },
    onError: (error, _draft, asked) => {
      // What was corrected meanwhile is refused no longer.
      const valueOf = (one: object | undefined, field: string) =>
        JSON.stringify(Object.entries(one ?? {}).find(([name]) => name === head(field)));
      const isSame = ({ field }: Problem) =>
        asked?.typed === now.current.typed &&
        valueOf(asked.draft, field) === valueOf(now.current.draft, field);
      entry.setProblems(problemsOf(kind, error).filter(isSame));
    },
  });

  // The first wrong field is where to go on.
  const { problems } = entry;
  useEffect(() => {
    if (problems.length === 0 || !waiting.end()) return;
    content.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems, waiting]);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    waiting.begin();
    save.reset();
    const draft = entry.current();
    if (draft !== null) save.mutate(draft);
  };
  const leave = () => {
    if (save.isPending) return;
    if (entry.changed) setAsking(true);
    else onClose();
  };

  return (
    <Modal
      visible
      size="large"
      header={props.title}
      closeAriaLabel={actions.close}
      onDismiss={leave}
      data-testid="pool-entry"
      footer={
        asking ? (
          <DiscardQuestion
            onDiscard={onClose}
            onKeep={() => {
              // The button that has the focus goes, and the focus stays in the dialog.
              flushSync(() => setAsking(false));
              cancel.current?.focus();
            }}
          />
        ) : (
          <ModalFooter>
            {hasRest && entry.changed ? (
              <span role="status" data-testid="pool-entry-rest">
                {text.rest}
              </span>
            ) : null}
            <Button ref={cancel} variant="link" onClick={leave} data-testid="cancel-entry">
              {actions.cancel}
            </Button>
            <Button variant="primary" form={id} loading={save.isPending} data-testid="save-entry">
              {text.save}
            </Button>
          </ModalFooter>
        )
      }
    >
      <form id={id} ref={content} onSubmit={submit} noValidate>
        <SpaceBetween size="l">
          <Box color="text-body-secondary">{text.kept}</Box>
          {failure === null ? null : <NotKept failure={failure} inPlace />}
          <SegmentedControl
            label={text.view.label}
            selectedId={entry.typed === null ? "form" : "json"}
            options={[
              { id: "form", text: text.view.form },
              { id: "json", text: text.view.json },
            ]}
            onChange={({ detail }) => {
              waiting.begin();
              if (detail.selectedId === "json") entry.showJson();
              else entry.showForm();
            }}
          />
          {save.error === null || save.error.fields.length > 0 ? null : (
            <ErrorAlert error={save.error} />
          )}
          {entry.unplaced.length === 0 ? null : <ProblemList problems={entry.unplaced} />}
          {entry.typed === null ? (
            props.form(entry.form)
          ) : (
            <JsonView
              value={entry.typed}
              hint={props.jsonHint}
              invalid={problems.length > 0}
              onChange={entry.type}
            />
          )}
        </SpaceBetween>
      </form>
    </Modal>
  );
}

/**
 * A client or user is edited by itself, so its place among the others is left out. Where two
 * clash the pool may name the other one, which was sound before: the field is the same.
 */
const PLACE = /^(clients|users)\[\d+\]\./;

function problemsOf<Draft>(kind: EntryKind<Draft>, { fields }: BackendError): Problem[] {
  return fields.map(({ field, message }) => ({
    field: field === "settings" ? "" : kind.isWhole === true ? field : field.replace(PLACE, ""),
    message,
  }));
}

function DiscardQuestion({ onDiscard, onKeep }: { onDiscard: () => void; onKeep: () => void }) {
  const keep = useRef<ButtonProps.Ref>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <ModalFooter>
      <span role="alert">{text.discard.text}</span>
      <Button variant="link" onClick={onDiscard} data-testid="discard-entry">
        {text.discard.discard}
      </Button>
      <Button ref={keep} onClick={onKeep} data-testid="keep-entry">
        {text.discard.keep}
      </Button>
    </ModalFooter>
  );
}
