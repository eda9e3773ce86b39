import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TokenGroup from "@cloudscape-design/components/token-group";
import { form as text } from "../../messages/provider-form.ts";
import { OptionalLabel } from "./text-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";

interface TokenFieldProps {
  form: ProviderFormModel;
  label: string;
  hint: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  errorText?: string | undefined;
  warningText?: string | undefined;
  testId: string;
  /** Also separates values: scopes have no spaces, tags may. */
  separator: RegExp;
}

/** Several short texts: type, press Enter, remove with a click. Leaving the field adds too. */
export function TokenField(props: TokenFieldProps) {
  const { form, values, onChange, testId } = props;
  const typed = form.state.unfinished[testId] ?? "";
  const setTyped = (text: string) => {
    const { [testId]: before, ...others } = form.state.unfinished;
    if (text !== (before ?? "")) {
      form.set({ unfinished: text === "" ? others : { ...others, [testId]: text } });
    }
  };

  const add = () => {
    const found = typed
      .split(props.separator)
      .map((value) => value.trim())
      .filter((value) => value !== "" && !values.includes(value));
    if (found.length > 0) onChange([...values, ...new Set(found)]);
    setTyped("");
  };

  return (
    <FormField
      label={<OptionalLabel label={props.label} />}
      description={props.hint}
      errorText={props.errorText}
      warningText={props.warningText}
      data-testid={testId}
      stretch
    >
      <SpaceBetween size="xs">
        <Input
          value={typed}
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => setTyped(detail.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.detail.key !== "Enter") return;
            // Enter would save the form.
            event.preventDefault();
            add();
          }}
        />
        <TokenGroup
          items={values.map((value) => ({ label: value, dismissLabel: text.removeToken(value) }))}
          limit={20}
          onDismiss={({ detail }) =>
            onChange(values.filter((_, index) => index !== detail.itemIndex))
          }
        />
      </SpaceBetween>
    </FormField>
  );
}
