import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ProviderView } from "../../backend/bindings.ts";
import { useConfirmSetupItem, useSetupList } from "../../backend/draft-queries.ts";
import { useProvider } from "../../backend/queries.ts";
import { form } from "../../messages/provider-form.ts";
import { setup as text } from "../../messages/wizard.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNotifications } from "../../parts/notifications.tsx";
import { PageReading } from "../../parts/page-state.tsx";
import { BrokerCard } from "./broker-card.tsx";
import { SetupItems } from "./setup-items.tsx";

/** The set-up list of a saved provider. */
export default function SetupPanel({ providerId }: { providerId: string }) {
  const { data } = useProvider(providerId);
  return data === undefined ? <PageReading text={form.loading} /> : <List provider={data} />;
}

function List({ provider }: { provider: ProviderView }) {
  const { failed } = useNotifications();
  const { id: owner, definition } = provider;
  const list = useSetupList(owner, definition);
  const confirm = useConfirmSetupItem(failed);
  if (list.error !== null) {
    return <ErrorAlert error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (list.data === undefined) return <PageReading text={form.loading} />;
  return (
    <SpaceBetween size="m">
      {provider.definition.kind === "user_store" ? <BrokerCard providerId={provider.id} /> : null}
      <Box color="text-body-secondary">{text.intro}</Box>
      <SetupItems
        items={list.data}
        onConfirm={({ id }, confirmed) =>
          confirm.mutate({ owner, definition, item: id, confirmed })
        }
      />
    </SpaceBetween>
  );
}
