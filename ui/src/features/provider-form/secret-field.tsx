import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useState, type FocusEvent, type ReactNode } from "react";
import type { ProviderView } from "../../backend/bindings.ts";
import { form as text } from "../../messages/provider-form.ts";
import type { SecretEntry } from "./draft.ts";
import { OptionalLabel } from "./text-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";
import type { Save } from "./use-save.ts";

interface SecretFieldProps {
  form: ProviderFormModel;
  save: Save;
  stored: ProviderView | null;
  /** In place of the usual description. */
  hint?: string;
  /** Whether an app client may be without one. */
  optional?: boolean;
}

const words = text.client;

/** A secret is entered, replaced or removed; one that was entered is never shown. */
export function SecretField({ form, save, stored, hint, optional }: SecretFieldProps) {
  const { secret, draft } = form.state;
  const isStored = stored?.clientSecretSet === true;
  const isPublic = draft.kind === "oauth_openid" && draft.oauth.clientAuthentication === "none";
  if (isPublic && !isStored) return null;
  const waits = secret.state === "typing" ? save.secretWaits : null;
  return (
    <FormField
      label={optional === true ? <OptionalLabel label={words.secret} /> : words.secret}
      description={secret.state === "typing" ? (hint ?? words.secretHint) : undefined}
      constraintText={
        waits === null ? undefined : (
          <>
            {words.secretWaits[waits]} <OpenStore save={save} />
          </>
        )
      }
      errorText={form.errorOf("clientSecret")}
      warningText={form.warningOf("clientSecret")}
      data-testid="field-clientSecret"
      stretch
    >
      <Entry form={form} save={save} secret={secret} stored={stored} isStored={isStored} />
    </FormField>
  );
}

function OpenStore({ save }: { save: Save }) {
  return (
    <Button
      formAction="none"
      variant="inline-link"
      data-testid="open-secret-store"
      onClick={() => void save.openStore()}
    >
      {words.openStore}
    </Button>
  );
}

interface EntryProps extends Omit<SecretFieldProps, "hint" | "optional"> {
  secret: SecretEntry;
  isStored: boolean;
}

function Entry({ form, save, secret, stored, isStored }: EntryProps) {
  const type = () => form.setSecret({ state: "typing", text: "" });
  const keepStored = isStored ? (
    <Button
      formAction="none"
      variant="inline-link"
      onClick={() => {
        form.setSecret({ state: "stored" });
        void save.dropSecret();
      }}
    >
      {words.keep}
    </Button>
  ) : null;
  switch (secret.state) {
    case "typing":
      return (
        <SpaceBetween size="xs">
          <TypedSecret form={form} save={save} text={secret.text} />
          {keepStored}
        </SpaceBetween>
      );
    case "kept":
    case "held":
      return (
        <Line
          status={secret.state === "held" ? "warning" : "success"}
          text={secret.state === "held" ? words.secretHeld : words.secretKept}
        >
          {secret.state === "held" ? <OpenStore save={save} /> : null}
          <Button formAction="none" data-testid="replace-secret" onClick={type}>
            {words.replace}
          </Button>
          <Button
            formAction="none"
            data-testid="drop-secret"
            onClick={() => {
              form.setSecret(isStored ? { state: "stored" } : { state: "typing", text: "" });
              void save.dropSecret();
            }}
          >
            {isStored ? words.keep : words.remove}
          </Button>
        </Line>
      );
    case "removed":
      return (
        <Line status="warning" text={words.secretRemoved}>
          {keepStored}
        </Line>
      );
    case "stored":
      return (
        <Line status="success" text={storedText(stored)}>
          <Button formAction="none" data-testid="replace-secret" onClick={type}>
            {words.replace}
          </Button>
          <Button
            formAction="none"
            data-testid="remove-secret"
            onClick={() => form.setSecret({ state: "removed" })}
          >
            {words.remove}
          </Button>
        </Line>
      );
  }
}

interface TypedSecretProps {
  form: ProviderFormModel;
  save: Save;
  text: string;
}

/** Hidden at first; whoever pastes a secret may look whether it is whole. */
function TypedSecret({ form, save, text: typed }: TypedSecretProps) {
  const [shown, setShown] = useState(false);
  const left = (event: FocusEvent<HTMLDivElement>) => {
    if (event.currentTarget.contains(event.relatedTarget)) return;
    form.touch("clientSecret");
    void save.keepSecret();
  };
  return (
    <div className="with-button" onBlur={left}>
      <Input
        type={shown ? "text" : "password"}
        value={typed}
        autoComplete="new-password"
        spellcheck={false}
        disableBrowserAutocorrect
        onChange={({ detail }) => form.setSecret({ state: "typing", text: detail.value })}
      />
      <Button
        formAction="none"
        ariaLabel={shown ? words.hideSecret : words.showSecret}
        data-testid="show-secret"
        onClick={() => setShown(!shown)}
      >
        {shown ? words.hide : words.show}
      </Button>
    </div>
  );
}

function storedText(stored: ProviderView | null): string {
  const store = stored?.clientSecretStore ?? null;
  return store === null ? words.secretStoredSomewhere : words.secretStored(store);
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
