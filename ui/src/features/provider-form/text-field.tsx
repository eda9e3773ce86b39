import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import type { ReactNode } from "react";
import { form as text } from "../../messages/provider-form.ts";
import { isRequired, textOf, withText, type TextField as TextFieldPath } from "./draft.ts";
import type { Field } from "./problems.ts";
import type { ProviderFormModel } from "./use-provider-form.ts";

interface TextFieldProps {
  form: ProviderFormModel;
  field: TextFieldPath & Field;
  label: string;
  hint?: string;
  placeholder?: string;
  type?: InputProps.Type;
  secondaryControl?: ReactNode;
  autoFocus?: boolean;
}

/** One single-line field of the definition with its label, hint, error and warning. */
export function TextField(props: TextFieldProps) {
  const { form, field, label, hint, placeholder } = props;
  if (!form.shows(field, textOf(form.state.draft, field) === "")) return null;
  const required = isRequired(field, form.state.draft.oauth.scopes);
  return (
    <FormField
      label={required ? label : <OptionalLabel label={label} />}
      description={hint}
      errorText={form.errorOf(field)}
      warningText={form.warningOf(field)}
      secondaryControl={props.secondaryControl}
      data-testid={`field-${field}`}
      stretch={props.secondaryControl === undefined}
    >
      <Input
        value={textOf(form.state.draft, field)}
        ariaRequired={required}
        autoComplete={false}
        disableBrowserAutocorrect
        spellcheck={false}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(props.autoFocus === true ? { autoFocus: true } : {})}
        onChange={({ detail }) =>
          form.change([field], (draft) => withText(draft, field, detail.value))
        }
        onBlur={() => form.touch(field)}
      />
    </FormField>
  );
}

export function OptionalLabel({ label }: { label: string }) {
  return (
    <>
      {label} <i>– {text.optional}</i>
    </>
  );
}
