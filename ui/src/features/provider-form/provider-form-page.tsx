import { lazy, useEffect, useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import type { DraftView, ProviderView } from "../../backend/bindings.ts";
import { useDraft, useNewDraft, useProviderDraft } from "../../backend/draft-queries.ts";
import { useCatalogue, useProvider } from "../../backend/queries.ts";
import { form as text } from "../../messages/provider-form.ts";
import { PageError, PageReading } from "../../parts/page-state.tsx";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { ProviderForm, type ProviderFormProps } from "./provider-form.tsx";

const Wizard = lazy(() => import("./wizard.tsx"));

/** Starts a draft of an entry and goes to its own address, where a reload finds it again. */
export function NewDraftPage({ entry, wizard }: { entry: string; wizard: boolean }) {
  const start = useNewDraft();
  const [error, setError] = useState<BackendError | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let left = false;
    start(entry).then(
      (view) => {
        const to = wizard ? paths.wizard(view.id) : paths.draft(view.id);
        if (!left) navigate(to, { replace: true });
      },
      (reason: unknown) => setError(BackendError.from(reason)),
    );
    return () => {
      left = true;
    };
  }, [entry, wizard, start, tries]);
  if (error === null) return <PageReading text={text.loading} />;
  const retry = () => {
    setError(null);
    setTries(tries + 1);
  };
  return <PageError title={text.createTitle} error={error} onRetry={retry} />;
}

/** A draft at its own address, in the form or in the wizard. */
export function DraftPage({ id, wizard }: { id: string; wizard: boolean }) {
  const draft = useDraft(id);
  const gone = draft.error?.code === "not_found";
  // Nothing was typed into it, or it was saved or discarded in another window.
  useEffect(() => {
    if (gone) navigate(paths.newProvider(), { replace: true });
  }, [gone]);
  if (gone || draft.data === undefined) {
    return draft.error === null || gone ? (
      <PageReading text={text.loading} />
    ) : (
      <PageError title={text.createTitle} error={draft.error} onRetry={() => void draft.refetch()} />
    );
  }
  const { providerId } = draft.data;
  return providerId === null ? (
    <Opened view={draft.data} stored={null} wizard={wizard} />
  ) : (
    <OfProvider view={draft.data} providerId={providerId} wizard={wizard} />
  );
}

/** The draft of a provider that is edited. */
export function EditPage({ id }: { id: string }) {
  const draft = useProviderDraft(id);
  if (draft.data !== undefined && !draft.isFetching) {
    return <OfProvider view={draft.data} providerId={id} wizard={false} />;
  }
  if (draft.error !== null) {
    const retry = () => void draft.refetch();
    return <PageError title={text.editPage} error={draft.error} onRetry={retry} />;
  }
  return <PageReading text={text.loading} />;
}

interface OfProviderProps {
  view: DraftView;
  providerId: string;
  wizard: boolean;
}

function OfProvider({ view, providerId, wizard }: OfProviderProps) {
  const { data, error, refetch } = useProvider(providerId);
  if (data !== undefined) return <Opened view={view} stored={data} wizard={wizard} />;
  if (error === null) return <PageReading text={text.loading} />;
  return <PageError title={text.editPage} error={error} onRetry={() => void refetch()} />;
}

interface OpenedProps {
  view: DraftView;
  stored: ProviderView | null;
  wizard: boolean;
}

function Opened({ view, stored, wizard }: OpenedProps) {
  const catalogue = useCatalogue();
  // What is edited does not change under the hands of the person who edits it.
  const [opened] = useState({ view, stored });
  if (catalogue.error !== null) {
    const retry = () => void catalogue.refetch();
    return <PageError title={text.createTitle} error={catalogue.error} onRetry={retry} />;
  }
  if (catalogue.data === undefined) return <PageReading text={text.loading} />;
  const props: ProviderFormProps = { ...opened, catalogue: catalogue.data };
  return wizard ? <Wizard {...props} /> : <ProviderForm {...props} />;
}
