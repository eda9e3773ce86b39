import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import { useNewDraft } from "../../backend/draft-queries.ts";
import { providers } from "../../messages/providers.ts";
import { useLatest } from "../../parts/latest.ts";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { rememberChoice, rememberedChoice } from "../../parts/remembered-choice.ts";
import { navigate, watchPlace } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { RouteLink } from "../../routing/route-link.tsx";

const text = providers.empty;
const COGNITO = "aws-cognito-oidc";
const OPENID = "generic-oidc";
/** What was typed here before, until a draft has it. */
const ADDRESS = "first-address";

/** The list of a new console: three ways to begin. */
export function EmptyList() {
  const noWriting = useNoWriting();
  return (
    <div className="first-start" data-testid="first-start">
      <SpaceBetween size="l">
        <Box textAlign="center">
          <Box variant="h2">{text.title}</Box>
          <Box color="text-body-secondary">{text.text}</Box>
        </Box>
        <div className="ways">
          <PracticeWay />
          <Way {...text.wizard}>
            <Button
              {...noWriting}
              data-testid="first-wizard"
              onClick={() => navigate(paths.newWizard(COGNITO))}
            >
              {text.wizard.action}
            </Button>
          </Way>
          <DiscoveryWay />
        </div>
        <Box textAlign="center">
          <RouteLink to={paths.newProvider()} testId="add-first-provider">
            {text.all}
          </RouteLink>
        </Box>
      </SpaceBetween>
    </div>
  );
}

function Way(props: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="way">
      <Box variant="h3">{props.title}</Box>
      <Box color="text-body-secondary">{props.text}</Box>
      <div className="way-action">{props.children}</div>
    </div>
  );
}

/** Starts the pool and adds the client that everything works with. */
function PracticeWay() {
  const noWriting = useNoWriting();
  const backend = useBackend();
  const { failed, withSecretStore } = useNotifications();
  const start = useMutation({
    mutationFn: async () => {
      const { clients } = await backend.startPracticePool(null);
      const client = clients.find(({ confidential }) => confidential) ?? clients[0];
      if (client === undefined) return null;
      return withSecretStore(() => backend.addPracticePoolProvider(client.id));
    },
    onMutate: watchPlace,
    onSuccess: (provider, _, isStillHere) => {
      if (isStillHere()) navigate(provider === null ? paths.practicePool() : paths.provider(provider.id));
    },
    onError: (error) => failed(error),
  });
  return (
    <Way {...text.practice}>
      <Button
        loading={start.isPending}
        {...noWriting}
        data-testid="first-practice"
        onClick={() => start.mutate()}
      >
        {text.practice.action}
      </Button>
    </Way>
  );
}

/** Reads the address into a draft of the entry that fits, and opens its form. */
function DiscoveryWay() {
  const noWriting = useNoWriting();
  const backend = useBackend();
  const newDraft = useNewDraft();
  const [address, setAddress] = useState(() => rememberedChoice(ADDRESS) ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const latest = useLatest(address);
  const read = useMutation({
    mutationFn: async (asked: string) => {
      const isStillHere = watchPlace();
      // Whoever went elsewhere, or corrects the address, no longer wants what it leads to.
      const isWanted = () => isStillHere() && latest.current === asked;
      const found = await backend.fillEndpoints(OPENID, asked);
      if (!isWanted()) return;
      if (found.tokenEndpoint === null) {
        setProblem(found.notes.join(" ") || text.discovery.nothing);
        return;
      }
      const view = await newDraft(found.suggestedEntry ?? OPENID, (fresh) => {
        const { definition = {} } = fresh.body;
        const oauth = {
          ...definition.oauth,
          issuer: found.issuer,
          authorizationEndpoint: found.authorizationEndpoint ?? "",
          tokenEndpoint: found.tokenEndpoint ?? "",
          userinfoEndpoint: found.userinfoEndpoint,
          jwksUri: found.jwksUri,
          logoutEndpoint: found.logoutEndpoint,
          allowHttpOnLoopback: found.needsHttpOnLoopback,
        };
        return { ...fresh, body: { ...fresh.body, lookup: asked.trim(), definition: { ...definition, oauth } } };
      });
      await backend.keepDraft(view.id, null, view.body);
      if (!isWanted()) {
        await backend.discardDraft(view.id);
        return;
      }
      rememberChoice(ADDRESS, "");
      navigate(paths.draft(view.id));
    },
    onError: (reason, asked) => {
      const { title, advice } = BackendError.from(reason);
      if (latest.current === asked) setProblem(`${title} ${advice}`);
    },
  });
  const submit = () => {
    setProblem(address.trim() === "" ? text.discovery.empty : null);
    if (address.trim() !== "") read.mutate(address);
  };
  return (
    <Way {...text.discovery}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SpaceBetween size="xs">
          <FormField
            label={text.discovery.label}
            errorText={problem}
            data-testid="field-discovery"
            stretch
          >
            <Input
              value={address}
              spellcheck={false}
              autoComplete={false}
              placeholder="https://login.example.com/realms/staff"
              onChange={({ detail }) => {
                setAddress(detail.value);
                rememberChoice(ADDRESS, detail.value);
                setProblem(null);
              }}
            />
          </FormField>
          <Button {...noWriting} loading={read.isPending} data-testid="first-discovery">
            {text.discovery.action}
          </Button>
        </SpaceBetween>
      </form>
    </Way>
  );
}
