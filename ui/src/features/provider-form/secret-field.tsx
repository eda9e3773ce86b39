import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { ProviderView } from "../../backend/bindings.ts";
import { form as text } from "../../messages/provider-form.ts";
import type { ProviderFormModel } from "./use-provider-form.ts";

interface SecretFieldProps {
  form: ProviderFormModel;
  stored: ProviderView | null;
}

const words = text.client;

/** A secret is entered, replaced or removed; a stored one is never shown. */
export function SecretField({ form, stored }: SecretFieldProps) {
  const { secret, draft } = form.state;
  const isStored = stored?.clientSecretSet === true;
  if (draft.oauth.clientAuthentication === "none" && !isStored) return null;
  return (
    <FormField
      label={words.secret}
      description={secret.change === "replace" ? words.secretHint : undefined}
      errorText={form.errorOf("clientSecret")}
      warningText={form.warningOf("clientSecret")}
      data-testid="field-clientSecret"
      stretch
    >
      {secret.change === "replace" ? (
        <SpaceBetween size="xs">
          <Input
            type="password"
            value={secret.value}
            autoComplete="new-password"
            spellcheck={false}
            disableBrowserAutocorrect
            onChange={({ detail }) => form.setSecret({ change: "replace", value: detail.value })}
            onBlur={() => form.touch("clientSecret")}
          />
          {isStored ? <Keep form={form} /> : null}
        </SpaceBetween>
      ) : secret.change === "remove" ? (
        <Line status="warning" text={words.secretRemoved}>
          <Keep form={form} />
        </Line>
      ) : (
        <Line status={isStored ? "success" : "info"} text={storedText(stored)}>
          <Button
            formAction="none"
            data-testid="replace-secret"
            onClick={() => form.setSecret({ change: "replace", value: "" })}
          >
            {isStored ? words.replace : words.enter}
          </Button>
          {isStored ? (
            <Button
              formAction="none"
              data-testid="remove-secret"
              onClick={() => form.setSecret({ change: "remove" })}
            >
              {words.remove}
            </Button>
          ) : null}
        </Line>
      )}
    </FormField>
  );
}

function storedText(stored: ProviderView | null): string {
  if (stored?.clientSecretSet !== true) return words.secretNone;
  const store = stored.clientSecretStore;
  return store === null ? words.secretStoredSomewhere : words.secretStored(store);
}

function Keep({ form }: { form: ProviderFormModel }) {
  return (
    <Button
      formAction="none"
      variant="inline-link"
      onClick={() => form.setSecret({ change: "keep" })}
    >
      {words.keep}
    </Button>
  );
}

interface LineProps {
  status: "success" | "warning" | "info";
  text: string;
  children: ReactNode;
}

function Line(props: LineProps) {
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="center">
      <StatusIndicator type={props.status}>{props.text}</StatusIndicator>
      {props.children}
    </SpaceBetween>
  );
}
