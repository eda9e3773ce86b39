import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { poolEditor } from "../../messages/pool-editor.ts";
import { TextEntry } from "./entry-fields.tsx";
import { PoolApiForm } from "./pool-api-form.tsx";
import type { PoolSettings } from "./pool-settings.ts";
import type { EntryForm } from "./use-entry-draft.ts";

const text = poolEditor.pool;

export function PoolForm({ draft, change, problemAt }: EntryForm<PoolSettings>) {
  return (
    <SpaceBetween size="l">
      <TextEntry
        field="userPoolId"
        label={text.userPoolId}
        hint={text.userPoolIdHint}
        value={draft.userPoolId}
        problem={problemAt("userPoolId")}
        onChange={(userPoolId) => change({ userPoolId })}
      />
      <TextEntry
        field="identityPoolId"
        label={text.identityPoolId}
        hint={text.identityPoolIdHint}
        value={draft.identityPoolId}
        problem={problemAt("identityPoolId")}
        onChange={(identityPoolId) => change({ identityPoolId })}
      />
      <FormField
        label={text.loginPages}
        errorText={problemAt("managedLoginVersion")}
        data-testid="field-managedLoginVersion"
      >
        <RadioGroup
          value={String(draft.managedLoginVersion)}
          items={Object.entries(text.versions).map(([value, label]) => ({ value, label }))}
          onChange={({ detail }) => change({ managedLoginVersion: Number(detail.value) })}
        />
      </FormField>
      <PoolApiForm draft={draft} change={change} problemAt={problemAt} />
    </SpaceBetween>
  );
}
