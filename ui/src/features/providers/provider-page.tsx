import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useProvider } from "../../backend/queries.ts";
import { provider as text } from "../../messages/provider.ts";
import { providers } from "../../messages/providers.ts";
import { PageError, PageReading } from "../../parts/page-state.tsx";
import { usePageTitle } from "../../parts/page-title.ts";
import { navigate } from "../../routing/location.ts";
import { paths, type ProviderTab } from "../../routing/paths.ts";
import { BasicTab } from "./basic-tab.tsx";
import { ProviderHeader } from "./provider-header.tsx";
import { SecretState } from "./secret-state.tsx";

const PracticeHint = lazy(() => import("../../parts/practice-hint.tsx"));
const AdvancedTab = lazy(() => import("./advanced-tab.tsx"));
const DeleteProvidersModal = lazy(() => import("./delete-providers-modal.tsx"));

interface ProviderPageProps {
  id: string;
  tab: ProviderTab;
  /** The contents of the tabs that other features make. */
  panels: Record<OtherTab, ReactNode>;
}

type OtherTab = Exclude<ProviderTab, "basic" | "advanced">;

export default function ProviderPage({ id, tab, panels }: ProviderPageProps) {
  const { data, error, refetch } = useProvider(id);
  usePageTitle(data?.definition.displayName);
  const [deleting, setDeleting] = useState(false);
  if (error !== null) {
    return <PageError title={providers.title} error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <PageReading text={text.loading} />;
  const name = data.definition.displayName ?? "";
  const lazily = (one: ProviderTab, label: string, content: ReactNode) => ({
    id: one,
    label,
    content: (
      <Suspense fallback={<PageReading text={text.loading} />}>
        {tab === one ? content : null}
      </Suspense>
    ),
  });
  const panel = (one: OtherTab, label: string) => lazily(one, label, panels[one]);
  return (
    <SpaceBetween size="l">
      <ProviderHeader provider={data} name={name} onDelete={() => setDeleting(true)} />
      <SecretState provider={data} />
      <Suspense>
        <PracticeHint providerId={id} />
      </Suspense>
      <Tabs
        activeTabId={tab}
        ariaLabel={name}
        onChange={({ detail }) =>
          navigate(paths.provider(id, detail.activeTabId as ProviderTab), { replace: true })
        }
        tabs={[
          { id: "basic", label: text.tabs.basic, content: <BasicTab provider={data} /> },
          lazily("advanced", text.tabs.advanced, <AdvancedTab provider={data} />),
          panel("set-up", text.tabs.setup),
          panel("attributes", text.tabs.attributes),
          panel("test-runs", text.tabs.runs),
          panel("hand-over", text.tabs.handOver),
        ]}
      />
      {deleting ? (
        <Suspense>
          <DeleteProvidersModal
            providers={[{ id, name }]}
            onClose={() => setDeleting(false)}
            onDeleted={() => navigate(paths.providers())}
          />
        </Suspense>
      ) : null}
    </SpaceBetween>
  );
}
