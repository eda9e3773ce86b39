import LiveRegion from "@cloudscape-design/components/live-region";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { DraftView, ProviderView } from "../../backend/bindings.ts";
import { useDraftProblems } from "../../backend/draft-queries.ts";
import { useMappingPreview, useRunsWithAttributes } from "../../backend/queries.ts";
import { mapping as text } from "../../messages/mapping.ts";
import { useDebounced } from "../../parts/debounced.ts";
import { useLatest } from "../../parts/latest.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { ConflictModal } from "../../parts/conflict-modal.tsx";
import { EditorBar } from "./editor-bar.tsx";
import { EditorNotices } from "./editor-notices.tsx";
import { placeProblems } from "./placed-problems.ts";
import { PreviewRun } from "./preview-run.tsx";
import { attributesOf } from "./rules.ts";
import { RulesTable } from "./rules-table.tsx";
import { SendOnly } from "./send-only.tsx";
import { sourceOptions } from "./source-options.ts";
import { useAttributesEditor } from "./use-attributes-editor.ts";
import { usualRules } from "./usual-rules.ts";

interface MappingEditorProps {
  provider: ProviderView;
  draft: DraftView;
}

const PREVIEW_AFTER_MS = 150;

/** Table editor of the USER and EXTERNAL rules, with what they make of a stored run. */
export function MappingEditor({ provider, draft }: MappingEditorProps) {
  const editor = useAttributesEditor(provider, draft);
  const { rules, dispatch, dirty } = editor;
  const [said, setSaid] = useState("");
  useFirstWrongFocused(editor.refusals);
  useSayingWhatIsKept(provider, dirty && !editor.busy);

  const runs = useRunsWithAttributes(provider.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const run = runs.data?.find(({ runId }) => runId === chosen) ?? runs.data?.[0] ?? null;
  const options = useMemo(() => sourceOptions(run?.attributes ?? []), [run]);

  const settled = useDebounced(rules, PREVIEW_AFTER_MS);
  const body = useDebounced(editor.body, PREVIEW_AFTER_MS);
  const attributes = useMemo(() => attributesOf(settled), [settled]);
  const preview = useMappingPreview(run?.runId ?? null, attributes).data ?? null;
  const found = useDraftProblems(provider.id, body).data;
  const problems = useMemo(
    () => placeProblems(found ?? [], settled, editor.refused),
    [found, settled, editor.refused],
  );
  const usual = useMemo(
    () => usualRules(run === null ? null : new Set(run.attributes.map(({ name }) => name))),
    [run],
  );

  const setSendOnly = useCallback(
    (on: boolean) => dispatch({ type: "sendOnly", on }),
    [dispatch],
  );

  return (
    <>
      <SpaceBetween size="l">
        <EditorNotices providerId={provider.id} editor={editor} problems={problems} />
        <PreviewRun
          provider={provider}
          runs={runs.data}
          error={runs.error}
          run={run}
          onChoose={setChosen}
          mapped={rules.user.length === 0 ? null : (preview?.user ?? null)}
          incomplete={problems.ofSet.user.length > 0}
        />
        <RulesTable
          set="user"
          rows={rules.user}
          dispatch={dispatch}
          options={options}
          problems={problems}
          mapped={preview?.user ?? null}
          usual={usual}
          onSay={setSaid}
        />
        <RulesTable
          set="external"
          rows={rules.external}
          dispatch={dispatch}
          options={options}
          problems={problems}
          mapped={preview?.external ?? null}
          onSay={setSaid}
        />
        <SendOnly
          on={rules.sendOnlyConfigured}
          onChange={setSendOnly}
          others={preview?.others ?? null}
        />
      </SpaceBetween>
      <EditorBar editor={editor} wrong={problems.at.size > 0} />
      <LiveRegion hidden>{said}</LiveRegion>
      {editor.conflict ? (
        <ConflictModal
          onBack={editor.endConflict}
          onTakeStored={() => void editor.discard(true)}
          onOverwrite={() => void editor.save(true)}
        />
      ) : null}
    </>
  );
}

const draftOf = (id: string) => `draft of ${id}`;

/** Leaving keeps the draft; that is said, since nothing of it is in effect yet. */
function useSayingWhatIsKept({ id, definition }: ProviderView, unsaved: boolean) {
  const { informed, withdraw } = useNotifications();
  const say = useLatest(() => {
    if (!unsaved) return;
    informed(text.left.title(definition.displayName ?? ""), text.left.text, {
      label: text.left.back,
      act: () => navigate(paths.provider(id, "attributes")),
      about: [draftOf(id)],
    });
  });
  useEffect(() => withdraw([draftOf(id)]), [id, withdraw]);
  useEffect(() => () => say.current(), [say]);
}

/** After a refused save the first wrong field is in view, as soon as it is marked. */
function useFirstWrongFocused(refusals: number) {
  useEffect(() => {
    if (refusals === 0) return;
    const frame = requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('[data-testid^="rules-"] [aria-invalid="true"]')?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, [refusals]);
}
