import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { useState, type ReactNode } from "react";
import { question as text } from "../../messages/question.ts";
import type { Field } from "./question.ts";

interface QuestionFieldProps {
  field: Field;
  value: string;
  error: ReactNode;
  autoFocus: boolean;
  onChange: (value: string) => void;
}

/** One input of a question. */
export function QuestionField({ field, value, error, autoFocus, onChange }: QuestionFieldProps) {
  const { name, kind, label, hint, options = [] } = field;
  return (
    <FormField
      label={label}
      description={hint}
      errorText={error}
      data-testid={`answer-${name}`}
      stretch={kind !== "code"}
    >
      {kind === "choice" ? (
        <RadioGroup
          value={value}
          ariaRequired
          items={options.map((option) => ({
            value: option,
            label: text.choice.options[option] ?? option,
            description: option,
          }))}
          onChange={({ detail }) => onChange(detail.value)}
        />
      ) : kind === "secret" ? (
        <SecretInput label={label} value={value} autoFocus={autoFocus} onChange={onChange} />
      ) : (
        <Input
          value={value}
          ariaRequired
          autoFocus={autoFocus}
          autoComplete={false}
          disableBrowserAutocorrect
          spellcheck={false}
          {...(kind === "code" ? { inputMode: "numeric" as const } : {})}
          onChange={({ detail }) => onChange(detail.value)}
        />
      )}
    </FormField>
  );
}

type SecretInputProps = Pick<QuestionFieldProps, "value" | "autoFocus" | "onChange"> & {
  label: string;
};

/** Hidden at first; whoever types a long password may look at it. */
function SecretInput({ label, value, autoFocus, onChange }: SecretInputProps) {
  const [shown, setShown] = useState(false);
  const what = label.toLowerCase();
  return (
    <div className="with-button">
      <Input
        type={shown ? "text" : "password"}
        value={value}
        ariaRequired
        autoFocus={autoFocus}
        autoComplete="off"
        disableBrowserAutocorrect
        spellcheck={false}
        onChange={({ detail }) => onChange(detail.value)}
      />
      <Button
        formAction="none"
        ariaLabel={shown ? text.hideWhat(what) : text.showWhat(what)}
        onClick={() => setShown(!shown)}
      >
        {shown ? text.hide : text.show}
      </Button>
    </div>
  );
}
