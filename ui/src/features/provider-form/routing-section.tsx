import Checkbox from "@cloudscape-design/components/checkbox";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { FallbackDraft, FallbackTrigger, ProviderSummary } from "../../backend/bindings.ts";
import { useProviders } from "../../backend/queries.ts";
import { routing as text } from "../../messages/routing.ts";
import { FailuresTable, TRIGGERS } from "./failures-table.tsx";
import type { Field } from "./problems.ts";
import { OptionalLabel } from "./text-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";

const DOMAINS = "advanced.domains";
const PROVIDER = "advanced.fallback.provider";
const ON = "advanced.fallback.on";

interface RoutingSectionProps {
  form: ProviderFormModel;
  /** The provider that is edited; null for a new one. */
  providerId: string | null;
}

/** Which people get this provider, and which one comes when it fails. */
export function RoutingSection({ form, providerId }: RoutingSectionProps) {
  const { advanced } = form.state.draft;
  const fallback = { enabled: false, provider: null, on: [...TRIGGERS], ...advanced.fallback };
  const change = (field: Field, values: Partial<FallbackDraft>) =>
    form.change([field], (draft) => ({
      ...draft,
      advanced: { ...draft.advanced, fallback: { ...fallback, ...values } },
    }));
  return (
    <SpaceBetween size="l">
      <DomainsField form={form} />
      <FormField label={text.fallback}>
        <Checkbox
          checked={fallback.enabled}
          description={text.fallbackHint}
          data-testid="fallback-enabled"
          onChange={({ detail }) => change(PROVIDER, { enabled: detail.checked })}
        >
          {text.fallbackSwitch}
        </Checkbox>
      </FormField>
      {fallback.enabled ? (
        <SpaceBetween size="l">
          <ProviderField
            form={form}
            providerId={providerId}
            chosen={fallback.provider}
            onChoose={(provider) => change(PROVIDER, { provider })}
          />
          <TriggersField form={form} on={fallback.on} onChange={(on) => change(ON, { on })} />
        </SpaceBetween>
      ) : null}
    </SpaceBetween>
  );
}

function DomainsField({ form }: { form: ProviderFormModel }) {
  const domains = form.state.draft.advanced.domains ?? [];
  // A line is an entry; what is in a line, Rust takes apart.
  const change = (value: string) =>
    form.change([DOMAINS], (draft) => ({
      ...draft,
      advanced: { ...draft.advanced, domains: value === "" ? [] : value.split("\n") },
    }));
  return (
    <FormField
      label={<OptionalLabel label={text.domains} />}
      description={text.domainsHint}
      errorText={form.errorOf(DOMAINS)}
      warningText={form.warningOf(DOMAINS)}
      constraintText={form.noteOf(DOMAINS)}
      data-testid={`field-${DOMAINS}`}
      stretch
    >
      <Textarea
        value={domains.join("\n")}
        rows={Math.min(Math.max(domains.length, 2), 8)}
        placeholder={text.domainsPlaceholder}
        autoComplete={false}
        spellcheck={false}
        onChange={({ detail }) => change(detail.value)}
        onBlur={() => form.touch(DOMAINS)}
      />
    </FormField>
  );
}

interface ProviderFieldProps extends RoutingSectionProps {
  chosen: string | null;
  onChoose: (name: string) => void;
}

function ProviderField({ form, providerId, chosen, onChoose }: ProviderFieldProps) {
  const { data } = useProviders();
  const options = (data ?? []).filter(({ id }) => id !== providerId).map(optionOf);
  const found = options.find(({ value }) => value?.toLowerCase() === chosen?.trim().toLowerCase());
  const unknown = chosen === null || chosen === "" ? null : { value: chosen, label: chosen };
  return (
    <FormField
      label={text.provider}
      errorText={form.errorOf(PROVIDER)}
      warningText={form.warningOf(PROVIDER)}
      constraintText={form.noteOf(PROVIDER)}
      data-testid={`field-${PROVIDER}`}
      stretch
    >
      <Select
        selectedOption={found ?? unknown}
        options={options}
        placeholder={text.choose}
        empty={text.noOthers}
        filteringType="auto"
        ariaRequired
        onChange={({ detail }) => onChoose(detail.selectedOption.value ?? "")}
        onBlur={() => form.touch(PROVIDER)}
      />
    </FormField>
  );
}

function optionOf({ displayName, enabled }: ProviderSummary): SelectProps.Option {
  return {
    value: displayName,
    label: displayName,
    ...(enabled ? {} : { description: text.disabled }),
  };
}

interface TriggersFieldProps {
  form: ProviderFormModel;
  on: readonly FallbackTrigger[];
  onChange: (on: FallbackTrigger[]) => void;
}

function TriggersField({ form, on, onChange }: TriggersFieldProps) {
  return (
    <FormField
      label={text.on}
      errorText={form.errorOf(ON)}
      warningText={form.warningOf(ON)}
      data-testid={`field-${ON}`}
      stretch
    >
      <SpaceBetween size="xs">
        {TRIGGERS.map((trigger) => (
          <Checkbox
            key={trigger}
            checked={on.includes(trigger)}
            description={text.triggers[trigger].description}
            data-testid={`trigger-${trigger}`}
            onChange={({ detail }) =>
              onChange(TRIGGERS.filter((one) => (one === trigger ? detail.checked : on.includes(one))))
            }
            onBlur={() => form.touch(ON)}
          >
            {text.triggers[trigger].label}
          </Checkbox>
        ))}
        <ExpandableSection headerText={text.failures.show} data-testid="fallback-failures">
          <FailuresTable on={on} />
        </ExpandableSection>
      </SpaceBetween>
    </FormField>
  );
}
