import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { poolApi } from "../../messages/pool-api.ts";
import { Choice, TickList } from "./api-fields.tsx";
import {
  ALIASES,
  FAULTS,
  FIRST_FACTORS,
  MFA_CONFIGURATIONS,
  type IdentityPool,
} from "./api-settings.ts";
import { TextEntry, TextList } from "./entry-fields.tsx";
import { numberOrText, type PoolSettings } from "./pool-settings.ts";
import type { EntryForm } from "./use-entry-draft.ts";

const text = poolApi.pool;

/** Offered to choose from; the pool says which ones it takes. */
const ATTRIBUTES = ["email", "phone_number", "name", "given_name", "family_name", "nickname"];

/** How the user pools API behaves for all clients and users. */
export function PoolApiForm({ draft, change, problemAt }: EntryForm<PoolSettings>) {
  return (
    <SpaceBetween size="l">
      <Header variant="h3">{poolApi.sections.pool}</Header>
      <FormField
        label={text.mfa}
        errorText={problemAt("mfaConfiguration")}
        data-testid="field-mfaConfiguration"
      >
        <RadioGroup
          value={draft.mfaConfiguration}
          items={MFA_CONFIGURATIONS.map((value) => ({ value, label: text.mfaNames[value] }))}
          onChange={({ detail }) => {
            const chosen = MFA_CONFIGURATIONS.find((one) => one === detail.value);
            if (chosen !== undefined) change({ mfaConfiguration: chosen });
          }}
        />
      </FormField>
      <TickList
        field="firstFactors"
        label={text.firstFactors}
        hint={text.firstFactorsHint}
        all={FIRST_FACTORS}
        names={text.firstFactorNames}
        values={draft.firstFactors}
        problemAt={problemAt}
        onChange={(firstFactors) => change({ firstFactors })}
      />
      <TickList
        field="aliasAttributes"
        label={text.aliases}
        hint={text.aliasesHint}
        all={ALIASES}
        names={text.aliasNames}
        values={draft.aliasAttributes}
        problemAt={problemAt}
        onChange={(aliasAttributes) => change({ aliasAttributes })}
      />
      <TextList
        field="requiredAttributes"
        words={{
          label: text.required,
          hint: text.requiredHint,
          item: text.requiredItem,
          add: text.addRequired,
          remove: text.removeRequired,
          empty: text.noRequired,
          use: text.use,
        }}
        values={draft.requiredAttributes}
        problemAt={problemAt}
        suggestions={ATTRIBUTES}
        onChange={(requiredAttributes) => change({ requiredAttributes })}
      />
      <TextEntry
        field="failedAttemptsLimit"
        label={text.limit}
        hint={text.limitHint}
        value={String(draft.failedAttemptsLimit ?? "")}
        problem={problemAt("failedAttemptsLimit")}
        onChange={(typed) =>
          change({ failedAttemptsLimit: typed.trim() === "" ? null : numberOrText(typed) })
        }
      />
      <Choice
        field="fault"
        label={text.fault}
        hint={text.faultHint}
        all={FAULTS}
        names={poolApi.faultNames}
        value={draft.fault}
        problem={problemAt("fault")}
        onChange={(fault) => change({ fault })}
      />
      <IdentityPoolForm draft={draft} change={change} problemAt={problemAt} />
    </SpaceBetween>
  );
}

const SWITCHES = [
  ["allowUnauthenticatedIdentities", "guests"],
  ["allowClassicFlow", "classic"],
  ["serverSideTokenCheck", "check"],
] as const;

function IdentityPoolForm({ draft, change, problemAt }: EntryForm<PoolSettings>) {
  const { identityPool } = draft;
  const words = poolApi.identityPool;
  const set = (values: Partial<IdentityPool>) =>
    change({ identityPool: { ...identityPool, ...values } });
  return (
    <SpaceBetween size="l">
      <Header variant="h3">{poolApi.sections.identityPool}</Header>
      <TextEntry
        field="identityPool.authenticatedRoleArn"
        label={words.role}
        hint={words.roleHint}
        value={identityPool.authenticatedRoleArn ?? ""}
        problem={problemAt("identityPool.authenticatedRoleArn")}
        onChange={(typed) => set({ authenticatedRoleArn: typed === "" ? null : typed })}
      />
      {SWITCHES.map(([name, word]) => (
        <Checkbox
          key={name}
          checked={identityPool[name]}
          description={words[`${word}Hint`]}
          data-testid={`identity-pool-${word}`}
          onChange={({ detail }) => set({ [name]: detail.checked })}
        >
          {words[word]}
        </Checkbox>
      ))}
    </SpaceBetween>
  );
}
