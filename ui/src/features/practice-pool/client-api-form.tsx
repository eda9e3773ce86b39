import Checkbox from "@cloudscape-design/components/checkbox";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { poolApi } from "../../messages/pool-api.ts";
import { TickList } from "./api-fields.tsx";
import { AUTH_FLOWS } from "./api-settings.ts";
import { TextEntry } from "./entry-fields.tsx";
import { numberOrText, type PoolClient } from "./pool-settings.ts";
import type { EntryForm } from "./use-entry-draft.ts";

const text = poolApi.client;

/** What the user pools API and the identity pool do with a client. */
export function ClientApiForm({ draft, change, problemAt }: EntryForm<PoolClient>) {
  return (
    <SpaceBetween size="l">
      <Header variant="h3">{poolApi.sections.client}</Header>
      <TickList
        field="explicitAuthFlows"
        label={text.flows}
        hint={text.flowsHint}
        all={AUTH_FLOWS}
        names={text.flowNames}
        values={draft.explicitAuthFlows}
        problemAt={problemAt}
        onChange={(explicitAuthFlows) => change({ explicitAuthFlows })}
      />
      <TextEntry
        field="authSessionValidity"
        label={text.session}
        hint={text.sessionHint}
        value={String(draft.authSessionValidity)}
        problem={problemAt("authSessionValidity")}
        onChange={(typed) => change({ authSessionValidity: numberOrText(typed) })}
      />
      <Checkbox
        checked={draft.preventUserExistenceErrors === "ENABLED"}
        description={text.hideUsersHint}
        data-testid="hides-users"
        onChange={({ detail }) =>
          change({ preventUserExistenceErrors: detail.checked ? "ENABLED" : "LEGACY" })
        }
      >
        {text.hideUsers}
      </Checkbox>
      <Checkbox
        checked={draft.inIdentityPool}
        description={text.inIdentityPoolHint}
        data-testid="in-identity-pool"
        onChange={({ detail }) => change({ inIdentityPool: detail.checked })}
      >
        {text.inIdentityPool}
      </Checkbox>
      <Checkbox
        checked={draft.refreshTokenRotation}
        description={text.rotationHint}
        data-testid="rotates"
        onChange={({ detail }) => change({ refreshTokenRotation: detail.checked })}
      >
        {text.rotation}
      </Checkbox>
    </SpaceBetween>
  );
}
