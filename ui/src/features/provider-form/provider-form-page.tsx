import { useState } from "react";
import type { CatalogueEntry, ProviderView } from "../../backend/bindings.ts";
import { useCatalogue, useProvider } from "../../backend/queries.ts";
import { form as text } from "../../messages/provider-form.ts";
import { providers } from "../../messages/providers.ts";
import { PageError, PageReading } from "../../parts/page-state.tsx";
import { ProviderForm } from "./provider-form.tsx";

export default function ProviderFormPage({ id }: { id: string | null }) {
  const catalogue = useCatalogue();
  if (catalogue.error !== null) {
    const retry = () => void catalogue.refetch();
    return <PageError title={text.createTitle} error={catalogue.error} onRetry={retry} />;
  }
  if (catalogue.data === undefined) return <PageReading text={text.loading} />;
  return id === null ? (
    <ProviderForm catalogue={catalogue.data} stored={null} />
  ) : (
    <EditForm id={id} catalogue={catalogue.data} />
  );
}

function EditForm({ id, catalogue }: { id: string; catalogue: readonly CatalogueEntry[] }) {
  const { data, error, isFetching, refetch } = useProvider(id);
  const [stored, setStored] = useState<ProviderView | null>(null);
  // What is edited is what is stored now, not what was read earlier; and it does not
  // change under the hands of the person who edits it.
  if (stored === null && data !== undefined && !isFetching) setStored(data);
  if (stored !== null) return <ProviderForm catalogue={catalogue} stored={stored} />;
  if (error !== null) {
    return <PageError title={providers.title} error={error} onRetry={() => void refetch()} />;
  }
  return <PageReading text={text.loading} />;
}
