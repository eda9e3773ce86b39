import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { TableProps } from "@cloudscape-design/components/table";
import type { ProviderSummary } from "../../backend/bindings.ts";
import { TagList } from "../../components/tag-list.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { actions } from "../../messages/actions.ts";
import { providers as text } from "../../messages/providers.ts";
import type { NoWriting } from "../../parts/no-writing.ts";
import { TestStatusIndicator } from "../../parts/outcome.tsx";
import { paths } from "../../routing/paths.ts";
import { RouteLink } from "../../routing/route-link.tsx";
import { byName } from "./by-name.ts";
import { RowActions } from "./row-actions.tsx";

export interface RowHandlers {
  /** Switches off what writes. */
  noWriting: NoWriting;
  onTest: (provider: ProviderSummary) => void;
  onDuplicate: (provider: ProviderSummary) => void;
  onEnable: (provider: ProviderSummary, enabled: boolean) => void;
  onDelete: (provider: ProviderSummary) => void;
}

/** Without `complete` the menus leave their place free. */
export function providerColumns(
  handlers: RowHandlers,
  complete: boolean,
): TableProps.ColumnDefinition<ProviderSummary>[] {
  return [
    {
      id: "name",
      header: text.columns.name,
      isRowHeader: true,
      sortingComparator: byName,
      minWidth: 196,
      cell: (provider) => (
        <>
          <div className="two-lines" title={provider.displayName}>
            <RouteLink to={paths.provider(provider.id)}>
              <UntrustedText>{provider.displayName}</UntrustedText>
            </RouteLink>
          </div>
          {provider.enabled ? null : (
            <div>
              <StatusIndicator type="stopped">{text.disabled}</StatusIndicator>
            </div>
          )}
          <TagList tags={provider.tags} />
        </>
      ),
    },
    {
      id: "kind",
      header: text.columns.kind,
      sortingField: "kind",
      minWidth: 106,
      cell: (provider) => text.kinds[provider.kind],
    },
    {
      id: "host",
      header: text.columns.host,
      sortingField: "host",
      minWidth: 150,
      cell: (provider) => (
        <div className="two-lines" title={provider.host}>
          <UntrustedText>{provider.host}</UntrustedText>
        </div>
      ),
    },
    {
      id: "clientId",
      header: text.columns.clientId,
      sortingField: "clientId",
      // Half of Cognito's 26 characters on a line.
      minWidth: 134,
      cell: (provider) => (
        <div className="two-lines" title={provider.clientId}>
          <UntrustedText code>{provider.clientId}</UntrustedText>
        </div>
      ),
    },
    {
      id: "status",
      header: text.columns.status,
      sortingField: "testStatus",
      minWidth: 134,
      cell: (provider) => <TestStatusIndicator status={provider.testStatus} />,
    },
    {
      id: "lastTested",
      header: text.columns.lastTested,
      sortingField: "lastTestedAt",
      minWidth: 136,
      cell: (provider) =>
        provider.lastTestedAt === null ? (
          <Box color="text-status-inactive">{actions.never}</Box>
        ) : (
          <Timestamp at={provider.lastTestedAt} />
        ),
    },
    {
      id: "actions",
      header: text.columns.actions,
      minWidth: 80,
      cell: (provider) => (complete ? <RowActions provider={provider} {...handlers} /> : null),
    },
  ];
}
