import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useRef, useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { FilledEndpoints } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { form as text } from "../../messages/provider-form.ts";
import { ENDPOINTS, fill, type FillResult } from "./fill-endpoints.ts";
import { OptionalLabel, TextField } from "./text-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";

const words = text.endpoints;
const HINTS = { issuer: words.issuerHint, userinfoEndpoint: words.userinfoHint, jwksUri: words.jwksHint };
const FIELDS = ENDPOINTS.map((endpoint) => `oauth.${endpoint}` as const);

interface Filled {
  found: FilledEndpoints;
  kept: FillResult["kept"];
}

export function EndpointsSection({ form }: { form: ProviderFormModel }) {
  const backend = useBackend();
  const [source, setSource] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<BackendError | null>(null);
  const [filled, setFilled] = useState<Filled | null>(null);
  const asked = useRef("");

  const put = (found: FilledEndpoints, overwrite: boolean) => {
    const result = fill(form.state.draft, found, filled?.found ?? null, overwrite);
    form.change(FIELDS, () => result.draft);
    setFilled({ found, kept: result.kept });
  };

  const ask = async () => {
    const input = source.trim();
    if (input === "" || busy) return;
    asked.current = input;
    setBusy(true);
    setFailure(null);
    try {
      put(await backend.fillEndpoints(form.state.draft.catalogueEntry, input), false);
    } catch (error) {
      setFailure(BackendError.from(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Container
      header={
        <Header variant="h2" description={words.description}>
          {words.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FormField
          label={<OptionalLabel label={words.source} />}
          description={words.sourceHint}
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
              setSource(detail.value);
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
        {filled === null ? null : (
          <FilledAlert filled={filled} onReplace={() => put(filled.found, true)} />
        )}
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
    </Container>
  );
}

function failureText(error: BackendError): string {
  const [first] = error.fields;
  return first?.message ?? `${error.title} ${error.advice}`;
}

function FilledAlert({ filled, onReplace }: { filled: Filled; onReplace: () => void }) {
  const { found, kept } = filled;
  return (
    <Alert
      type={kept.length > 0 ? "warning" : found.fromDiscovery ? "success" : "info"}
      header={found.fromDiscovery ? words.filled.discovery : words.filled.derived}
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
