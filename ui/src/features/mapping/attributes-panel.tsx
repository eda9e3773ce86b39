import { useProviderDraft } from "../../backend/draft-queries.ts";
import { useProvider } from "../../backend/queries.ts";
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
  const error = provider.error ?? draft.error;
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void draft.refetch()} />;
  if (provider.data === undefined || draft.data === undefined) {
    return <PageReading text={text.loading} />;
  }
  return <MappingEditor provider={provider.data} draft={draft.data} />;
}
