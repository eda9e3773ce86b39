import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef, useState } from "react";
import { secretStore as text } from "../../messages/secret-store.ts";

/** Of a new one; the rule itself is the vault's. */
const SHORTEST = 8;

export interface Passphrase {
  value: string;
  again: string;
  setValue: (value: string) => void;
  setAgain: (value: string) => void;
  /** Whether it can be used; from the first refusal on, what is wrong is shown. */
  check: (isNew: boolean) => boolean;
  checked: boolean;
}

/** A passphrase while it is typed. */
export function usePassphrase(): Passphrase {
  const [value, setValue] = useState("");
  const [again, setAgain] = useState("");
  const [checked, setChecked] = useState(false);
  const check = (isNew: boolean) => {
    setChecked(true);
    return value !== "" && (!isNew || (isLong(value) && value === again));
  };
  return { value, again, setValue, setAgain, check, checked };
}

const isLong = (value: string) => Array.from(value).length >= SHORTEST;

function problemOf(value: string, isNew: boolean): string | undefined {
  if (value === "") return text.passphraseMissing;
  return isNew && !isLong(value) ? text.passphraseTooShort : undefined;
}

interface PassphraseFieldsProps {
  passphrase: Passphrase;
  isNew: boolean;
  label?: string;
  error?: string | undefined;
  /** Whether typing can begin at once: a dialog that asks for nothing else. */
  focus?: boolean;
}

/** One field for a vault that exists, two for a new passphrase. */
export function PassphraseFields({ passphrase, isNew, label, error, focus = false }: PassphraseFieldsProps) {
  const { value, again, checked } = passphrase;
  const field = useRef<InputProps.Ref>(null);
  useEffect(() => {
    if (!focus) return undefined;
    // The dialog takes the focus to its first button when it opens.
    const timer = setTimeout(() => field.current?.focus());
    return () => clearTimeout(timer);
  }, [focus]);
  return (
    <SpaceBetween size="l">
      <FormField
        label={label ?? text.passphrase}
        constraintText={isNew ? text.newPassphraseHint : undefined}
        errorText={(checked ? problemOf(value, isNew) : undefined) ?? error}
        data-testid="field-passphrase"
      >
        <Input
          type="password"
          ref={field}
          autoComplete={isNew ? "new-password" : "off"}
          value={value}
          onChange={({ detail }) => passphrase.setValue(detail.value)}
        />
      </FormField>
      {isNew ? (
        <FormField
          label={text.passphraseAgain}
          errorText={checked && value !== again ? text.passphraseDiffers : undefined}
          data-testid="field-passphrase-again"
        >
          <Input
            type="password"
            autoComplete="new-password"
            value={again}
            onChange={({ detail }) => passphrase.setAgain(detail.value)}
          />
        </FormField>
      ) : null}
    </SpaceBetween>
  );
}
