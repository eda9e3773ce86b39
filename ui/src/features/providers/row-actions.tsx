import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import type { ProviderSummary } from "../../backend/bindings.ts";
import { providers as text } from "../../messages/providers.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import type { RowHandlers } from "./provider-columns.tsx";

interface RowActionsProps extends RowHandlers {
  provider: ProviderSummary;
}

export function RowActions({ provider, onTest, onDelete }: RowActionsProps) {
  const unsupported =
    provider.kind === "user_store"
      ? { disabled: true, disabledReason: text.actions.userStore }
      : {};
  return (
    <ButtonDropdown
      variant="icon"
      expandToViewport
      ariaLabel={text.actions.menuOf(provider.displayName)}
      data-testid={`actions-${provider.id}`}
      items={[
        { id: "test", text: text.actions.test, ...unsupported },
        { id: "edit", text: text.actions.edit, ...unsupported },
        { id: "delete", text: text.actions.remove },
      ]}
      onItemClick={({ detail }) => {
        if (detail.id === "test") onTest(provider);
        else if (detail.id === "edit") navigate(paths.editProvider(provider.id));
        else onDelete(provider);
      }}
    />
  );
}
