import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import type { ProviderSummary } from "../../backend/bindings.ts";
import { providers as text } from "../../messages/providers.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import type { RowHandlers } from "./provider-columns.tsx";

interface RowActionsProps extends RowHandlers {
  provider: ProviderSummary;
}

export function RowActions({ provider, noWriting, ...handlers }: RowActionsProps) {
  return (
    <ButtonDropdown
      variant="icon"
      expandToViewport
      ariaLabel={text.actions.menuOf(provider.displayName)}
      data-testid={`actions-${provider.id}`}
      items={[
        ...(provider.tests.includes("test_connection")
          ? [{ id: "test", text: text.actions.test, ...noWriting }]
          : []),
        { id: "edit", text: text.actions.edit, ...noWriting },
        { id: "duplicate", text: text.actions.duplicate, ...noWriting },
        {
          id: "enable",
          text: provider.enabled ? text.actions.disable : text.actions.enable,
          ...noWriting,
        },
        { id: "delete", text: text.actions.remove, ...noWriting },
      ]}
      onItemClick={({ detail }) => {
        switch (detail.id) {
          case "test":
            handlers.onTest(provider);
            break;
          case "edit":
            navigate(paths.editProvider(provider.id));
            break;
          case "duplicate":
            handlers.onDuplicate(provider);
            break;
          case "enable":
            handlers.onEnable(provider, !provider.enabled);
            break;
          case "delete":
            handlers.onDelete(provider);
            break;
        }
      }}
    />
  );
}
