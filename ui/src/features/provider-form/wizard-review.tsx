import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs, {
  type KeyValuePairsProps,
} from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ProviderKind, SetupItemView, WizardStep } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { actions } from "../../messages/actions.ts";
import { flowLabel, form as fields } from "../../messages/provider-form.ts";
import { provider } from "../../messages/provider.ts";
import { setup, wizard as text } from "../../messages/wizard.ts";
import type { FormState, SecretEntry } from "./draft.ts";
import type { ProviderFormModel } from "./use-provider-form.ts";
import { stepOf } from "./wizard-steps.ts";

const words = text.review;

interface ReviewStepProps {
  form: ProviderFormModel;
  items: readonly SetupItemView[];
  secretStored: boolean;
  onEdit: (step: WizardStep) => void;
}

/** Every value once more, what is still to be corrected, and what nobody confirmed. */
export function ReviewStep({ form, items, secretStored, onEdit }: ReviewStepProps) {
  const open = items.filter(({ state, optional }) => state.state !== "confirmed_by_hand" && !optional);
  return (
    <SpaceBetween size="l">
      {form.hasErrors ? <Problems form={form} onEdit={onEdit} /> : null}
      {open.length === 0 ? null : (
        <Alert type="info" header={words.unconfirmed(open.length)} data-testid="unconfirmed">
          {words.unconfirmedText}
          <ul>
            {open.map(({ id, fact, step }) => (
              <li key={id}>
                {fact}{" "}
                <Button formAction="none" variant="inline-link" onClick={() => onEdit(step)}>
                  {setup.goTo}
                </Button>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {GROUPS[form.state.draft.kind].map(({ step, pairs }) => (
        <Container
          key={step}
          header={
            <Header
              variant="h2"
              actions={
                <Button
                  formAction="none"
                  ariaLabel={words.editStep(text.steps[step])}
                  onClick={() => onEdit(step)}
                >
                  {words.edit}
                </Button>
              }
            >
              {text.steps[step]}
            </Header>
          }
        >
          <KeyValuePairs columns={2} minColumnWidth={240} items={pairs(form.state, secretStored)} />
        </Container>
      ))}
    </SpaceBetween>
  );
}

function Problems({ form, onEdit }: Pick<ReviewStepProps, "form" | "onEdit">) {
  const { kind } = form.state.draft;
  return (
    <Alert type="error" header={words.wrong} data-testid="review-errors">
      <ul>
        {[...form.errors].map(([field, messages]) => (
          <li key={field}>
            <UntrustedText>{messages.join(" ")}</UntrustedText>{" "}
            <Button formAction="none" variant="inline-link" onClick={() => onEdit(stepOf(kind, field))}>
              {words.correct(text.steps[stepOf(kind, field)])}
            </Button>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

type Pairs = (state: FormState, secretStored: boolean) => KeyValuePairsProps.Pair[];

const pair = (label: string, value: string | null | undefined): KeyValuePairsProps.Pair => ({
  label,
  value:
    value === null || value === undefined || value === "" ? (
      actions.notSet
    ) : (
      <UntrustedText code>{value}</UntrustedText>
    ),
});

function secretPair(secret: SecretEntry, stored: boolean): KeyValuePairsProps.Pair {
  const entered =
    secret.state === "kept" ||
    secret.state === "held" ||
    (secret.state === "stored" && stored) ||
    (secret.state === "typing" && secret.text !== "");
  return pair(fields.client.secret, entered ? words.secretEntered : null);
}

interface Group {
  step: WizardStep;
  pairs: Pairs;
}

const OAUTH_GROUPS: readonly Group[] = [
  {
    step: "callback",
    pairs: ({ draft }) => [
      pair(fields.identity.displayName, draft.displayName),
      pair(fields.callback.label, draft.oauth.redirectUri),
      pair(fields.advanced.signOutUri, draft.oauth.signOutUri),
    ],
  },
  {
    step: "pool",
    pairs: ({ draft: { oauth } }) => [
      pair(fields.endpoints.issuer, oauth.issuer),
      pair(fields.endpoints.authorizationEndpoint, oauth.authorizationEndpoint),
      pair(fields.endpoints.tokenEndpoint, oauth.tokenEndpoint),
      pair(fields.endpoints.userinfoEndpoint, oauth.userinfoEndpoint),
      pair(fields.endpoints.jwksUri, oauth.jwksUri),
      pair(fields.endpoints.logoutEndpoint, oauth.logoutEndpoint),
    ],
  },
  {
    step: "client",
    pairs: ({ draft: { oauth }, secret }, secretStored) => [
      pair(fields.client.clientId, oauth.clientId),
      pair(fields.client.authentication, provider.authentication[oauth.clientAuthentication]),
      ...(oauth.clientAuthentication === "none"
        ? []
        : [
            secretPair(secret, secretStored),
          ]),
    ],
  },
  {
    step: "scopes",
    pairs: ({ draft }) => [pair(fields.client.scopes, draft.oauth.scopes.join(" "))],
  },
];

const USER_STORE_GROUPS: readonly Group[] = [
  {
    step: "pool",
    pairs: ({ draft: { displayName, userStore } }) => [
      pair(fields.identity.displayName, displayName),
      pair(fields.userStore.userPoolId, userStore.userPoolId),
      pair(fields.userStore.region, userStore.region),
      pair(fields.userStore.endpointOverride, userStore.endpointOverride),
    ],
  },
  {
    step: "client",
    pairs: ({ draft: { userStore }, secret }, secretStored) => [
      pair(fields.client.clientId, userStore.clientId),
      secretPair(secret, secretStored),
      pair(fields.userStore.authFlow, flowLabel(userStore.authFlow)),
    ],
  },
  {
    step: "test_user",
    pairs: ({ draft: { userStore } }) => [
      pair(fields.userStore.identityPoolId, userStore.identityPoolId),
    ],
  },
];

const GROUPS: Record<ProviderKind, readonly Group[]> = {
  oauth_openid: OAUTH_GROUPS,
  user_store: USER_STORE_GROUPS,
};
