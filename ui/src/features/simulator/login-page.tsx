import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import LiveRegion from "@cloudscape-design/components/live-region";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { BackendError } from "../../backend/backend.ts";
import type { Decision, RoutedProvider } from "../../backend/bindings.ts";
import { useRoutePerson } from "../../backend/simulator-queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { simulator as messages } from "../../messages/simulator.ts";
import { useBranding } from "../../backend/branding-queries.ts";
import { BrandedPage, buttonLook } from "../../parts/branding/branded-page.tsx";
import { useDebounced } from "../../parts/debounced.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { HostedPages } from "../../parts/hosted-pages.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { Candidates } from "./candidates.tsx";
import { Fallback } from "./fallback.tsx";

const text = messages.login;
const AFTER_MS = 250;

/** What was typed stays while the console is open, also when the page is left. */
const typedLast: { email: string; forced: string | null } = { email: "", forced: null };

/** The page on which people begin at the broker. */
export function LoginPage() {
  const backend = useBackend();
  const noWriting = useNoWriting();
  const [email, setEmail] = useState(typedLast.email);
  const typed = useDebounced(email.trim(), AFTER_MS);
  const [asked, setAsked] = useState(typedLast.forced);
  const offered = useRoutePerson(null, null);
  const providers = offered.data?.candidates.filter(({ verdict }) => verdict !== "not_taken") ?? [];
  // One that is gone meanwhile is asked for no more.
  const forced = providers.find(({ provider }) => provider.id === asked)?.provider ?? null;
  const route = useRoutePerson(typed === "" ? null : typed, forced?.id ?? null);
  const look = useBranding();
  const start = useMutation({
    mutationFn: (chosen: string | null) =>
      backend.startSimulation(email.trim() === "" ? null : email.trim(), chosen, forced?.id ?? null),
  });
  if (offered.error !== null) {
    return <ErrorAlert error={offered.error} onRetry={() => void offered.refetch()} />;
  }
  if (offered.data !== undefined && providers.length === 0) {
    const { title, text: why, action } = messages.none;
    return (
      <Container>
        <EmptyState
          title={title}
          text={why}
          action={<Button onClick={() => navigate(paths.providers())}>{action}</Button>}
        />
      </Container>
    );
  }
  if (look.error !== null) {
    return <ErrorAlert error={look.error} onRetry={() => void look.refetch()} />;
  }
  // The page is not drawn in other colours first.
  if (look.data === undefined) return null;
  const decision = route.data;
  const fault = emailFault(route.error) ?? emailFault(start.error);
  return (
    <div className="simulator-page">
      <BrandedPage branding={look.data}>
        <Container header={<Header variant="h2">{text.title}</Header>}>
          <SpaceBetween size="l">
            <form
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                if (!start.isPending) start.mutate(null);
              }}
            >
              <FormField
                label={text.email}
                description={text.emailHint}
                errorText={fault}
                data-testid="simulator-email"
                secondaryControl={
                  <Button
                    {...noWriting}
                    variant="primary"
                    {...buttonLook(look.data.checked.button)}
                    loading={start.isPending}
                    data-testid="simulator-continue"
                  >
                    {text.continue}
                  </Button>
                }
              >
                <Input
                  type="email"
                  value={email}
                  autoComplete={false}
                  spellcheck={false}
                  onChange={({ detail }) => {
                    typedLast.email = detail.value;
                    setEmail(detail.value);
                    start.reset();
                  }}
                />
              </FormField>
            </form>
            {start.error !== null && emailFault(start.error) === undefined ? (
              <ErrorAlert error={start.error} />
            ) : null}
            <SpaceBetween size="xs">
              {forced === null ? (
                <SpaceBetween size="xs">
                  <Box variant="awsui-key-label">{text.buttons}</Box>
                  <div className="simulator-buttons" data-testid="simulator-providers">
                    {providers.map(({ provider }) => (
                      <Button
                        key={provider.id}
                        {...noWriting}
                        fullWidth
                        wrapText
                        disabled={start.isPending || "disabled" in noWriting}
                        onClick={() => start.mutate(provider.id)}
                      >
                        <UntrustedText>{text.with(provider.name)}</UntrustedText>
                      </Button>
                    ))}
                  </div>
                </SpaceBetween>
              ) : (
                <UntrustedText>{text.forced(forced.name)}</UntrustedText>
              )}
            </SpaceBetween>
          </SpaceBetween>
        </Container>
      </BrandedPage>
      <div className="simulator-route">
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{text.where}</Header>}>
            <SpaceBetween size="m">
              {decision === undefined ? null : <Where decision={decision} />}
              <Application
                providers={providers.map(({ provider }) => provider)}
                asked={forced}
                onAsk={(id) => {
                  typedLast.forced = id;
                  setAsked(id);
                  start.reset();
                }}
              />
            </SpaceBetween>
          </Container>
          {decision?.provider ? <HostedPages providerId={decision.provider.id} /> : null}
        </SpaceBetween>
      </div>
    </div>
  );
}

function Where({ decision }: { decision: Decision }) {
  return (
    <SpaceBetween size="s">
      <LiveRegion>
        <div data-testid="simulator-explanation">
          <UntrustedText>{decision.explanation}</UntrustedText>
        </div>
      </LiveRegion>
      {decision.way === "chooser" ? <Box>{text.choose}</Box> : null}
      {decision.provider === null ? null : (
        <div data-testid="simulator-fallback">
          <Box variant="awsui-key-label">{messages.route.fallback}</Box>
          <Fallback decision={decision} />
        </div>
      )}
      <ExpandableSection headerText={messages.candidates.show}>
        <Candidates candidates={decision.candidates} />
      </ExpandableSection>
    </SpaceBetween>
  );
}

interface ApplicationProps {
  providers: readonly RoutedProvider[];
  asked: RoutedProvider | null;
  onAsk: (id: string | null) => void;
}

/** The provider that the application asks for, as no page of the broker shows it. */
function Application({ providers, asked, onAsk }: ApplicationProps) {
  const none = { value: "", label: text.nothing };
  const options = [none, ...providers.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <FormField
      label={text.application}
      description={text.applicationHint}
      data-testid="simulator-application"
    >
      <Select
        options={options}
        selectedOption={options.find(({ value }) => value === asked?.id) ?? none}
        filteringType={providers.length > 10 ? "auto" : "none"}
        onChange={({ detail }) => onAsk(providers.find(({ id }) => id === detail.selectedOption.value)?.id ?? null)}
      />
    </FormField>
  );
}

function emailFault(error: BackendError | null): string | undefined {
  return error?.fields.find(({ field }) => field === "email")?.message;
}
