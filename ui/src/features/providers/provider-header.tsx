import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ProviderView } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { providers as text } from "../../messages/providers.ts";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useTestConnection } from "../../parts/test-connection.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { useDuplicate, useEnable } from "./provider-actions.ts";

interface ProviderHeaderProps {
  provider: ProviderView;
  name: string;
  onDelete: () => void;
}

/** The provider's name and what can be done with it. */
export function ProviderHeader({ provider, name, onDelete }: ProviderHeaderProps) {
  const test = useTestConnection();
  const duplicate = useDuplicate();
  const enable = useEnable();
  const noWriting = useNoWriting();
  const { id } = provider;
  const enabled = provider.definition.enabled !== false;
  return (
    <Header
      variant="h1"
      info={enabled ? null : <Badge>{text.disabled}</Badge>}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <ButtonDropdown
            data-testid="provider-actions"
            {...noWriting}
            loading={duplicate.isPending || enable.isPending}
            items={[
              { id: "duplicate", text: text.actions.duplicate },
              { id: "enable", text: enabled ? text.actions.disable : text.actions.enable },
              { id: "delete", text: text.actions.remove },
            ]}
            onItemClick={({ detail }) => {
              if (detail.id === "duplicate") duplicate.mutate(id);
              else if (detail.id === "enable") enable.mutate({ id, enabled: !enabled });
              else onDelete();
            }}
          >
            {text.actions.menu}
          </ButtonDropdown>
          <Button
            {...noWriting}
            data-testid="edit-provider"
            onClick={() => navigate(paths.editProvider(id))}
          >
            {text.actions.edit}
          </Button>
          <Button
            {...noWriting}
            variant="primary"
            loading={test.isPending}
            data-testid="test-connection"
            onClick={() => test.mutate(id)}
          >
            {text.actions.test}
          </Button>
        </SpaceBetween>
      }
    >
      <UntrustedText>{name}</UntrustedText>
    </Header>
  );
}
