import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { lazy, Suspense, useState, type ReactNode } from "react";
import type { ProviderView } from "../../backend/bindings.ts";
import { useProvider } from "../../backend/queries.ts";
import { useReadOnly } from "../../backend/start-queries.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { provider as text, providers } from "../../messages/providers.ts";
import { PageError, PageReading } from "../../parts/page-state.tsx";
import { useTestConnection } from "../../parts/test-connection.ts";
import { navigate } from "../../routing/location.ts";
import { paths, type ProviderTab } from "../../routing/paths.ts";
import { BasicTab } from "./basic-tab.tsx";
import { SecretState } from "./secret-state.tsx";

const DeleteProvidersModal = lazy(() => import("./delete-providers-modal.tsx"));

interface ProviderPageProps {
  id: string;
  tab: ProviderTab;
  /** The list of the provider's test runs. */
  runs: ReactNode;
}

export default function ProviderPage({ id, tab, runs }: ProviderPageProps) {
  const { data, error, refetch } = useProvider(id);
  const [deleting, setDeleting] = useState(false);
  if (error !== null) {
    return <PageError title={providers.title} error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <PageReading text={text.loading} />;
  const name = data.definition.displayName ?? "";
  return (
    <SpaceBetween size="l">
      <ProviderHeader provider={data} name={name} onDelete={() => setDeleting(true)} />
      <SecretState provider={data} />
      <Tabs
        activeTabId={tab}
        ariaLabel={name}
        onChange={({ detail }) =>
          navigate(paths.provider(id, detail.activeTabId as ProviderTab), { replace: true })
        }
        tabs={[
          { id: "basic", label: text.tabs.basic, content: <BasicTab provider={data} /> },
          {
            id: "test-runs",
            label: text.tabs.runs,
            content: <Suspense>{tab === "test-runs" ? runs : null}</Suspense>,
          },
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

interface ProviderHeaderProps {
  provider: ProviderView;
  name: string;
  onDelete: () => void;
}

function ProviderHeader({ provider, name, onDelete }: ProviderHeaderProps) {
  const test = useTestConnection();
  const readOnly = useReadOnly();
  const unsupported =
    provider.definition.kind === "user_store"
      ? { disabled: true, disabledReason: providers.actions.userStore }
      : { disabled: readOnly };
  return (
    <Header
      variant="h1"
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={readOnly} onClick={onDelete} data-testid="delete-provider">
            {providers.actions.remove}
          </Button>
          <Button
            {...unsupported}
            data-testid="edit-provider"
            onClick={() => navigate(paths.editProvider(provider.id))}
          >
            {providers.actions.edit}
          </Button>
          <Button
            {...unsupported}
            variant="primary"
            loading={test.isPending}
            data-testid="test-connection"
            onClick={() => test.mutate(provider.id)}
          >
            {providers.actions.test}
          </Button>
        </SpaceBetween>
      }
    >
      <UntrustedText>{name}</UntrustedText>
    </Header>
  );
}
