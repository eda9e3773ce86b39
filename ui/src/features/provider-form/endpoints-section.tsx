import Alert, { type AlertProps } from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useRef, useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { CatalogueEntry, FilledEndpoints } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { form as text } from "../../messages/provider-form.ts";
import { ENDPOINTS, fill, isNothing, remember, type Derived, type FillResult } from "./fill-endpoints.ts";
import { OptionalLabel, TextField } from "./text-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";

const words = text.endpoints;
const HINTS = { issuer: words.issuerHint, userinfoEndpoint: words.userinfoHint, jwksUri: words.jwksHint };
const DESCRIPTIONS = {
  cognito: words.description,
  discovery: words.discoveryDescription,
  manual: words.manualDescription,
};
const FIELDS = ENDPOINTS.map((endpoint) => `oauth.${endpoint}` as const);

interface Filled {
  found: FilledEndpoints;
  kept: FillResult["kept"];
}

interface EndpointsProps {
  form: ProviderFormModel;
  catalogue: readonly CatalogueEntry[];
}

export function EndpointsSection(props: EndpointsProps) {
  return (
    <Container
      header={
        <Header variant="h2" description={DESCRIPTIONS[props.form.entry?.lookup ?? "cognito"]}>
          {words.title}
        </Header>
      }
    >
      <EndpointFields {...props} />
    </Container>
  );
}

/** The look-up, where the entry has one, and the addresses. */
export function EndpointFields({ form, catalogue }: EndpointsProps) {
  const backend = useBackend();
  const lookup = form.entry?.lookup ?? "cognito";
  const source = form.state.lookup;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<BackendError | null>(null);
  const [filled, setFilled] = useState<Filled | null>(null);
  // Nothing came of it, or its answer came after this page of the wizard was left.
  const isEmpty = ENDPOINTS.every((endpoint) => form.state.draft.oauth[endpoint] === "");
  const asked = useRef(isEmpty ? "" : source.trim());
  const again = useRef(false);
  const derived = useRef<Derived>({});

  const put = (found: FilledEndpoints, overwrite: boolean) => {
    // Something else may have been typed while the addresses were read.
    const before = derived.current;
    form.change(FIELDS, (draft) => fill(draft, found, before, overwrite).draft);
    setFilled({ found, kept: fill(form.now().draft, found, before, overwrite).kept });
    derived.current = remember(before, found);
  };

  const lookUp = async (input: string) => {
    const isWanted = () => form.now().lookup.trim() === input;
    asked.current = input;
    setFailure(null);
    try {
      const found = await backend.fillEndpoints(form.now().draft.catalogueEntry, input);
      if (isWanted()) put(found, false);
    } catch (error) {
      if (isWanted()) setFailure(BackendError.from(error));
    }
    // Nothing is known of what was asked before: the same text is asked again.
    if (!isWanted()) asked.current = "";
  };

  const ask = async () => {
    const wanted = () => form.now().lookup.trim();
    if (busy) {
      again.current = wanted() !== asked.current;
      return;
    }
    setBusy(true);
    again.current = true;
    while (again.current) {
      again.current = false;
      const input = wanted();
      if (input !== "") await lookUp(input);
    }
    setBusy(false);
  };

  return (
      <SpaceBetween size="l">
        {lookup === "manual" ? null : (
        <FormField
          label={<OptionalLabel label={lookup === "cognito" ? words.source : words.issuerSource} />}
          description={lookup === "cognito" ? words.sourceHint : words.issuerSourceHint}
          errorText={failure === null ? undefined : failureText(failure)}
          data-testid="field-source"
          secondaryControl={
            <Button
              formAction="none"
              loading={busy}
              data-testid="fill-endpoints"
              onClick={() => void ask()}
            >
              {words.fill}
            </Button>
          }
        >
          <Input
            value={source}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => {
              form.set({ lookup: detail.value });
              setFailure(null);
            }}
            onBlur={() => {
              if (source.trim() !== asked.current) void ask();
            }}
            onKeyDown={(event) => {
              if (event.detail.key !== "Enter") return;
              event.preventDefault();
              void ask();
            }}
          />
        </FormField>
        )}
        {filled === null ? null : (
          <FilledAlert filled={filled} onReplace={() => put(filled.found, true)} />
        )}
        <SuggestedEntry form={form} catalogue={catalogue} />
        {ENDPOINTS.map((endpoint) => (
          <TextField
            key={endpoint}
            form={form}
            field={`oauth.${endpoint}`}
            label={words[endpoint]}
            {...(endpoint in HINTS ? { hint: HINTS[endpoint as keyof typeof HINTS] } : {})}
          />
        ))}
      </SpaceBetween>
  );
}

function failureText(error: BackendError): string {
  const [first] = error.fields;
  return first?.message ?? `${error.title} ${error.advice}`;
}

/** The provider has an entry of its own: one click changes over and keeps what was typed. */
function SuggestedEntry({ form, catalogue }: EndpointsProps) {
  const offered = form.offerOf("catalogueEntry");
  const better = catalogue.find(({ id }) => id === offered);
  if (better === undefined || better.id === form.entry?.id) return null;
  return (
    <Alert
      type="info"
      data-testid="suggested-entry"
      action={
        <Button
          formAction="none"
          onClick={() =>
            form.change(["catalogueEntry"], (draft) => ({ ...draft, catalogueEntry: better.id }))
          }
        >
          {words.useEntry(better.name)}
        </Button>
      }
    >
      {form.noteOf("catalogueEntry")}
    </Alert>
  );
}

function typeOf({ found, kept }: Filled): AlertProps.Type {
  if (isNothing(found)) return "error";
  if (kept.length > 0 || found.suspicious) return "warning";
  return found.fromDiscovery ? "success" : "info";
}

function FilledAlert({ filled, onReplace }: { filled: Filled; onReplace: () => void }) {
  const { found, kept } = filled;
  return (
    <Alert
      type={typeOf(filled)}
      header={
        isNothing(found)
          ? words.filled.nothing
          : found.fromDiscovery
            ? words.filled.discovery
            : words.filled.derived
      }
      data-testid="filled-endpoints"
      action={
        kept.length === 0 ? null : (
          <Button formAction="none" onClick={onReplace}>
            {words.replace}
          </Button>
        )
      }
    >
      {found.notes.map((note, index) => (
        <div key={index}>{note}</div>
      ))}
      {kept.length === 0 ? null : (
        <>
          {words.kept}
          <ul>
            {kept.map(({ endpoint, found: value }) => (
              <li key={endpoint}>
                <UntrustedText>{words.keptField(words[endpoint], value)}</UntrustedText>
              </li>
            ))}
          </ul>
        </>
      )}
    </Alert>
  );
}
