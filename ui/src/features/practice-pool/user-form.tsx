import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { poolEditor } from "../../messages/pool-editor.ts";
import { Suggested, TextEntry, TextList } from "./entry-fields.tsx";
import { newSubject, newTotpSecret } from "./new-entries.ts";
import { USER_STATES, type AttributeRow, type PoolUser } from "./pool-settings.ts";
import type { EntryForm } from "./use-entry-draft.ts";
import { UserApiForm } from "./user-api-form.tsx";

const text = poolEditor.user;
const { sections } = poolEditor;

/** Offered to choose from; the pool says which ones it takes. */
const ATTRIBUTES = [
  "address",
  "birthdate",
  "email",
  "email_verified",
  "family_name",
  "gender",
  "given_name",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "phone_number",
  "phone_number_verified",
  "picture",
  "preferred_username",
  "profile",
  "updated_at",
  "website",
  "zoneinfo",
  "custom:",
];

const STATES = USER_STATES.map((value) => ({ value, ...text.states[value] }));
const YES_OR_NO = [
  { value: "true", label: text.yes },
  { value: "false", label: text.no },
];

export function UserForm({ draft, change, problemAt }: EntryForm<PoolUser>) {
  return (
    <SpaceBetween size="l">
      <TextEntry
        field="name"
        label={text.name}
        hint={text.nameHint}
        value={draft.name}
        problem={problemAt("name")}
        onChange={(name) => change({ name })}
      />
      <TextEntry
        field="purpose"
        label={text.purpose}
        hint={text.purposeHint}
        value={draft.purpose}
        problem={problemAt("purpose")}
        onChange={(purpose) => change({ purpose })}
      />
      <SigningIn draft={draft} change={change} problemAt={problemAt} />
      <UserApiForm draft={draft} change={change} problemAt={problemAt} />
      <Header variant="h3">{sections.attributes}</Header>
      <Attributes draft={draft} change={change} problemAt={problemAt} />
      <TextList
        field="groups"
        words={{
          label: text.groups,
          hint: text.groupsHint,
          item: text.group,
          add: text.addGroup,
          remove: text.removeGroup,
          empty: text.noGroups,
        }}
        values={draft.groups}
        problemAt={problemAt}
        onChange={(groups) => change({ groups })}
      />
      <TextEntry
        field="sub"
        label={text.sub}
        hint={text.subHint}
        value={draft.sub}
        problem={problemAt("sub")}
        generate={newSubject}
        onChange={(sub) => change({ sub })}
      />
    </SpaceBetween>
  );
}

function SigningIn({ draft, change, problemAt }: EntryForm<PoolUser>) {
  return (
    <SpaceBetween size="l">
      <Header variant="h3">{sections.signIn}</Header>
      <TextEntry
        field="password"
        label={text.password}
        hint={text.passwordHint}
        value={draft.password}
        problem={problemAt("password")}
        onChange={(password) => change({ password })}
      />
      <FormField label={text.state} errorText={problemAt("state")} stretch data-testid="field-state">
        <Select
          selectedOption={STATES.find(({ value }) => value === draft.state) ?? null}
          options={STATES}
          triggerVariant="option"
          expandToViewport
          onChange={({ detail }) => {
            const state = USER_STATES.find((one) => one === detail.selectedOption.value);
            if (state !== undefined) change({ state });
          }}
        />
      </FormField>
      {draft.state === "forceChangePassword" || draft.newPassword !== null ? (
        <TextEntry
          field="newPassword"
          label={text.newPassword}
          hint={text.newPasswordHint}
          value={draft.newPassword ?? ""}
          problem={problemAt("newPassword")}
          onChange={(typed) => change({ newPassword: typed === "" ? null : typed })}
        />
      ) : null}
      <Checkbox
        checked={draft.totpSecret !== null}
        description={text.totpHint}
        data-testid="has-totp"
        onChange={({ detail }) => change({ totpSecret: detail.checked ? newTotpSecret() : null })}
      >
        {text.totp}
      </Checkbox>
      {draft.totpSecret === null ? null : (
        <TextEntry
          field="totpSecret"
          label={text.totpSecret}
          hint={text.totpSecretHint}
          value={draft.totpSecret}
          problem={problemAt("totpSecret")}
          generate={newTotpSecret}
          onChange={(totpSecret) => change({ totpSecret })}
        />
      )}
    </SpaceBetween>
  );
}

function Attributes({ draft, change, problemAt }: EntryForm<PoolUser>) {
  const { attributes } = draft;
  const set = (index: number, values: Partial<AttributeRow>) =>
    change({ attributes: attributes.map((row, at) => (at === index ? { ...row, ...values } : row)) });
  const unused = (row: AttributeRow) =>
    ATTRIBUTES.filter((name) => name === row.name || !attributes.some((one) => one.name === name));
  return (
    <FormField
      label={text.attributes}
      description={text.attributesHint}
      errorText={problemAt("attributes")}
      stretch
      data-testid="field-attributes"
    >
      <AttributeEditor
        items={attributes}
        addButtonText={text.addAttribute}
        removeButtonText={poolEditor.removeRow}
        removeButtonAriaLabel={({ name }) => text.removeAttribute(name)}
        empty={text.noAttributes}
        onAddButtonClick={() => change({ attributes: [...attributes, { name: "", value: "" }] })}
        onRemoveButtonClick={({ detail }) =>
          change({ attributes: attributes.filter((_, at) => at !== detail.itemIndex) })
        }
        definition={[
          {
            label: text.attributeName,
            errorText: ({ name }) => problemAt(`attributes.${name}`),
            control: (row, index) => (
              <Suggested
                value={row.name}
                options={unused(row)}
                use={text.useName}
                onChange={(name) => set(index, { name })}
              />
            ),
          },
          {
            label: text.attributeValue,
            control: (row, index) => (
              <AttributeValue row={row} onChange={(value) => set(index, { value })} />
            ),
          },
        ]}
      />
    </FormField>
  );
}

function AttributeValue({ row, onChange }: { row: AttributeRow; onChange: (value: string) => void }) {
  const known = YES_OR_NO.find(({ value }) => value === row.value);
  // A value that is neither can be seen and corrected, so it stays a text.
  if (row.name.endsWith("_verified") && (known !== undefined || row.value === "")) {
    return (
      <Select
        selectedOption={known ?? null}
        options={YES_OR_NO}
        placeholder="–"
        expandToViewport
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? "")}
      />
    );
  }
  return (
    <Input
      value={row.value}
      autoComplete={false}
      spellcheck={false}
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}
