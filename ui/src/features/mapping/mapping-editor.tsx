import "./mapping.css";
import LiveRegion from "@cloudscape-design/components/live-region";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { lazy, Suspense, useCallback, useDeferredValue, useMemo, useState } from "react";
import type { DraftView, ProviderView } from "../../backend/bindings.ts";
import { useDraftProblems } from "../../backend/draft-queries.ts";
import { mapping as text } from "../../messages/mapping.ts";
import { history } from "../../messages/mapping-history.ts";
import { useDebounced } from "../../parts/debounced.ts";
import { PageReading } from "../../parts/page-state.tsx";
import { EditorBar } from "./editor-bar.tsx";
import { EditorDialogs, type Dialog } from "./editor-dialogs.tsx";
import { EditorNotices } from "./editor-notices.tsx";
import { useFirstWrongFocused, useSayingWhatIsKept, useSettling, useUndoneInTable } from "./editor-effects.ts";
import { EditorTools, useChosenView } from "./editor-tools.tsx";
import { FindTools } from "./find-tools.tsx";
import { KeepUnfinishedTexts } from "./keep-unfinished.tsx";
import { readForUser, readsOf } from "./lines-model.ts";
import { placeProblems } from "./placed-problems.ts";
import { PreviewActions } from "./preview-actions.tsx";
import { othersOf, resultsOf } from "./rule-results.ts";
import { RulesAsText } from "./rules-as-text.tsx";
import { RulesTable, SetWarnings } from "./rules-table.tsx";
import { RULE_SETS, type RuleSet } from "./rules.ts";
import { RunChooser } from "./run-chooser.tsx";
import { SendOnly } from "./send-only.tsx";
import { sourceOptions } from "./source-options.ts";
import { useAnnouncing } from "./use-announcing.ts";
import { useAttributesEditor } from "./use-attributes-editor.ts";
import { useFinding } from "./use-finding.ts";
import { useFocusAfterRule } from "./use-focus-after-rule.ts";
import { usePreview } from "./use-preview.ts";
import { useUnfinishedTexts } from "./unfinished-texts.ts";
import { useUndo } from "./use-undo.ts";
import { RunsLookedAt, useRunsLookedAt } from "./worst-run.tsx";

const LinesView = lazy(() => import("./lines-view.tsx"));

interface MappingEditorProps {
  provider: ProviderView;
  draft: DraftView;
  /** The texts of rules that were not right when the editor was left. */
  unfinished: string | null;
  /** The claims that were pasted before. */
  sample: string | null;
}

const CHECK_AFTER_MS = 150;
const NONE: readonly string[] = [];

/** Two views of the USER and EXTERNAL rules, with what they make of what was received. */
export function MappingEditor({ provider, draft, unfinished: left, sample }: MappingEditorProps) {
  const editor = useAttributesEditor(provider, draft, useSayingWhatIsKept(provider));
  const { rules, dispatch } = editor;
  const [view, setView] = useChosenView();
  const [said, setSaid] = useState("");
  const say = useCallback((words: string) => {
    // The same words once more would not be read out.
    setSaid((before) => (before === words ? `${words}\u00a0` : words));
  }, []);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const undo = useUndo(editor, dialog?.kind === "rule", say);
  const unfinished = useUnfinishedTexts(left, rules);
  useUndoneInTable(undo.last, view === "table");
  const onBlur = useSettling(dispatch);

  const preview = usePreview(provider.id, rules, sample);
  const { received } = preview;
  const lookedAt = useRunsLookedAt(preview.setChoice);
  const options = useMemo(() => sourceOptions(received), [received]);
  const results = useMemo(
    () => resultsOf(preview.ofRules, preview.asked, rules, preview.nothing),
    [preview.ofRules, preview.asked, preview.nothing, rules],
  );
  const forUser = useMemo(() => readForUser(rules, readsOf(results)), [rules, results]);
  const onConnected = useAnnouncing(rules, results, preview.fresh, say);

  const checked = useDebounced(rules, CHECK_AFTER_MS);
  const body = useDebounced(editor.body, CHECK_AFTER_MS);
  const found = useDraftProblems(provider.id, body).data;
  const problems = useMemo(
    () => placeProblems(found ?? [], checked, editor.refused),
    [found, checked, editor.refused],
  );
  useFirstWrongFocused(editor, problems);
  const finding = useFinding({
    rules,
    results,
    problems,
    refusals: editor.refusals,
    undone: undo.last,
    searchFilters: view === "table",
  });

  const openRule = useCallback(
    (set: RuleSet, key: number, made = false) => {
      dispatch({ type: "open", made });
      setDialog({ kind: "rule", set, key });
    },
    [dispatch],
  );
  const openSuggestions = useCallback(() => setDialog({ kind: "suggestions" }), []);
  const closeDialog = (unfinished = false) => {
    setDialog(null);
    if (dialog?.kind !== "rule") return;
    if (editor.unused && !unfinished) say(history.notAdded);
    dispatch({ type: "close", unfinished });
  };
  useFocusAfterRule(dialog, rules, view);
  const setSendOnly = useCallback(
    (on: boolean) => dispatch({ type: "sendOnly", on }),
    [dispatch],
  );
  const common = { dispatch, problems, results, onSay: say, onOpen: openRule };
  const lines = {
    ...common,
    rules,
    received,
    known: preview.known,
    dropped: preview.view?.dropped ?? NONE,
    refusals: editor.refusals,
    endWaiting: editor.endWaiting,
    options,
    onConnected,
    undo,
    finding,
  };
  // Behind a dialog they can follow what is typed there a little later.
  const behind = useDeferredValue(lines);

  return (
    <RunsLookedAt value={lookedAt}>
      <div onBlur={onBlur}>
        <SpaceBetween size="l">
          <EditorNotices providerId={provider.id} editor={editor} problems={problems} />
          <RunChooser
            provider={provider}
            preview={preview}
            actions={<PreviewActions provider={provider} onOpen={setDialog} />}
          />
          <EditorTools undo={undo} view={view} onView={setView} />
          {view === "lines" ? (
            <Suspense fallback={<PageReading text={text.views.loading} />}>
              <LinesView {...(dialog === null ? lines : behind)} />
            </Suspense>
          ) : (
            <SpaceBetween size="l">
              <FindTools finding={finding} matches={finding.search.trim() === "" ? null : (finding.only?.size ?? 0)} />
              {RULE_SETS.map((set) => (
                <RulesTable
                  {...common}
                  key={set}
                  set={set}
                  rows={rules[set]}
                  only={finding.only}
                  options={options}
                  onSuggest={set === "user" && preview.input !== null && !preview.nothing ? openSuggestions : undefined}
                />
              ))}
              {RULE_SETS.some((set) => problems.ofSet[set].length > 0) ? (
                <SetWarnings problems={problems} />
              ) : null}
            </SpaceBetween>
          )}
          <RulesAsText rules={rules} results={results} />
          <SendOnly
            on={rules.sendOnlyConfigured}
            onChange={setSendOnly}
            others={othersOf(preview.view, rules)}
            // Names can follow what is typed in a rule a little later.
            forUser={useDeferredValue(forUser)}
          />
        </SpaceBetween>
        <KeepUnfinishedTexts
          providerId={provider.id}
          texts={unfinished}
          rules={rules}
          stored={left}
        />
        <EditorBar editor={editor} wrong={problems.at.size > 0} />
        <LiveRegion hidden>{said}</LiveRegion>
        <EditorDialogs
          provider={provider}
          editor={editor}
          undo={undo}
          unfinished={unfinished}
          preview={preview}
          results={results}
          problems={problems}
          options={options}
          dialog={dialog}
          onClose={closeDialog}
          onSay={say}
        />
      </div>
    </RunsLookedAt>
  );
}
