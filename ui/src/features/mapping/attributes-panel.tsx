import { useProviderDraft } from "../../backend/draft-queries.ts";
import { useProvider } from "../../backend/queries.ts";
import { useUnfinishedText } from "../../backend/unfinished-queries.ts";
import { useReadOnly } from "../../backend/start-queries.ts";
import { mapping as text } from "../../messages/mapping.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { PageReading } from "../../parts/page-state.tsx";
import { MappingEditor } from "./mapping-editor.tsx";
import { RulesShown } from "./rules-shown.tsx";

/** The mapping rules of a provider; while nothing can be changed, to read only. */
export default function AttributesPanel({ providerId }: { providerId: string }) {
  return useReadOnly() ? (
    <RulesShown providerId={providerId} />
  ) : (
    <EditedRules providerId={providerId} />
  );
}

function EditedRules({ providerId }: { providerId: string }) {
  const provider = useProvider(providerId);
  const draft = useProviderDraft(providerId);
  const texts = useUnfinishedText(providerId, "rule_texts");
  const sample = useUnfinishedText(providerId, "sample");
  const failed = [provider, draft, texts, sample].find(({ error }) => error !== null);
  if (failed?.error) return <ErrorAlert error={failed.error} onRetry={() => void failed.refetch()} />;
  const isRead = texts.data !== undefined && sample.data !== undefined;
  if (provider.data === undefined || draft.data === undefined || !isRead) {
    return <PageReading text={text.loading} />;
  }
  return (
    <MappingEditor
      provider={provider.data}
      draft={draft.data}
      unfinished={texts.data}
      sample={sample.data}
    />
  );
}
