import "./wizard.css";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import CloudscapeWizard from "@cloudscape-design/components/wizard";
import { useState, type ReactNode } from "react";
import type { CatalogueEntry, ProviderKind, SetupItemView, WizardStep } from "../../backend/bindings.ts";
import { useConfirmSetupItem, useSetupList } from "../../backend/draft-queries.ts";
import { form as fields } from "../../messages/provider-form.ts";
import { setup, wizard as text } from "../../messages/wizard.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { NotKept } from "../../parts/not-kept.tsx";
import { useNotifications } from "../../parts/notifications.tsx";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { ClientFields, wordsOf } from "./client-section.tsx";
import { DiscardModal } from "./discard-modal.tsx";
import { formOf } from "./draft.ts";
import { EndpointFields } from "./endpoints-section.tsx";
import type { ProviderFormProps } from "./provider-form.tsx";
import { SaveDialogs } from "./save-dialogs.tsx";
import { ScopesField } from "./scopes-field.tsx";
import { SetupItems } from "./setup-items.tsx";
import { TextField } from "./text-field.tsx";
import { useProviderForm, type ProviderFormModel } from "./use-provider-form.ts";
import { useSave, type Save } from "./use-save.ts";
import { IdentityPoolField, UserPoolFields, UserStoreClientFields } from "./user-store-section.tsx";
import { CallbackStep } from "./wizard-callback.tsx";
import { ReviewStep } from "./wizard-review.tsx";
import { FIELDS_OF, incompleteSteps, STEPS } from "./wizard-steps.ts";
import { Finish, OtherWays } from "./wizard-actions.tsx";
import { Track } from "./wizard-track.tsx";

/** The same draft as the form, page by page, beside what must be true at the provider. */
export default function Wizard({ catalogue, view, stored }: ProviderFormProps) {
  const [initial] = useState(() => {
    const state = formOf(view, stored?.clientSecretSet === true);
    return { ...state, step: state.step ?? STEPS[state.draft.kind][0] ?? "review" };
  });
  const form = useProviderForm(view, initial, catalogue);
  const save = useSave(view, form);
  const { failed } = useNotifications();
  const [discarding, setDiscarding] = useState(false);
  const owner = view.providerId ?? view.id;
  const { definition = {} } = form.body;
  const list = useSetupList(owner, definition);
  const confirm = useConfirmSetupItem(failed);
  const { kind } = form.state.draft;
  const step = form.state.step ?? "review";
  const items = list.data ?? [];
  const [farthest, setFarthest] = useState(STEPS[kind].indexOf(step));
  const incomplete = incompleteSteps(kind, form.errors, farthest, step).map((one) => STEPS[kind].indexOf(one) + 1);

  const goTo = (next: WizardStep) => {
    setFarthest((most) => Math.max(most, STEPS[kind].indexOf(next)));
    form.touch(...FIELDS_OF[kind][step]);
    form.set({ step: next });
  };
  const itemsOf = (wanted: WizardStep) => (
    <SetupItems
      items={items.filter((item) => item.step === wanted)}
      onConfirm={({ id }, confirmed) =>
        confirm.mutate({ owner, definition, item: id, confirmed })
      }
    />
  );
  const track = <Track form={form} catalogue={catalogue} />;
  const isUserStore = kind === "user_store";
  const pages: Record<WizardStep, ReactNode> = {
    callback: (
      <SpaceBetween size="l">
        {track}
        <CallbackStep form={form} />
      </SpaceBetween>
    ),
    pool: isUserStore ? (
      <SpaceBetween size="l">
        {track}
        <UserPoolStep form={form} />
      </SpaceBetween>
    ) : (
      <PoolStep form={form} catalogue={catalogue} />
    ),
    client: (
      <Container header={<Header variant="h2">{wordsOf(form.entry).title}</Header>}>
        {isUserStore ? (
          <UserStoreClientFields form={form} save={save} stored={stored} />
        ) : (
          <ClientFields form={form} save={save} stored={stored} />
        )}
      </Container>
    ),
    scopes: (
      <Container header={<Header variant="h2">{fields.client.scopes}</Header>}>
        <ScopesField form={form} />
      </Container>
    ),
    test_user: (
      <Container header={<Header variant="h2">{text.steps.test_user}</Header>}>
        <SpaceBetween size="l">
          {isUserStore ? text.userStore.testUser : text.testUser}
          {isUserStore ? <IdentityPoolField form={form} /> : null}
        </SpaceBetween>
      </Container>
    ),
    review: (
      <ReviewStep
        form={form}
        items={items}
        secretStored={stored?.clientSecretSet === true}
        onEdit={goTo}
      />
    ),
  };

  return (
    <form
      noValidate
      className="wizard"
      data-incomplete={incomplete.join(" ")}
      onSubmit={(event) => event.preventDefault()}
    >
      <CloudscapeWizard
        i18nStrings={{
          ...text.i18n,
          stepNumberLabel: (number) =>
            (incomplete.includes(number) ? text.incompleteStep : text.i18n.stepNumberLabel)(number),
        }}
        allowSkipTo
        activeStepIndex={STEPS[kind].indexOf(step)}
        onNavigate={({ detail }) => goTo(STEPS[kind][detail.requestedStepIndex] ?? step)}
        onCancel={() =>
          navigate(view.providerId === null ? paths.providers() : paths.provider(view.providerId))
        }
        secondaryActions={<OtherWays form={form} save={save} viewId={view.id} onDiscard={() => setDiscarding(true)} />}
        {...(step === "review"
          ? { customPrimaryActions: <Finish save={save} onBack={() => goTo("test_user")} /> }
          : {})}
        steps={STEPS[kind].map((one) => ({
          ...titleOf(kind, one),
          content: (
            <Page form={form} save={save} isReview={one === "review"} items={items} step={one}>
              {pages[one]}
              {one === "review" ? null : itemsOf(one)}
            </Page>
          ),
        }))}
      />
      {discarding ? (
        <DiscardModal
          busy={save.busy}
          onStay={() => setDiscarding(false)}
          onDiscard={() => void save.discard()}
        />
      ) : null}
      <SaveDialogs save={save} />
    </form>
  );
}

function titleOf(kind: ProviderKind, step: WizardStep) {
  return kind === "user_store" && step === "pool"
    ? { title: text.userStore.pool, description: text.userStore.poolText }
    : { title: text.steps[step], description: text.descriptions[step] };
}

interface PageProps {
  form: ProviderFormModel;
  save: Save;
  step: WizardStep;
  isReview: boolean;
  items: readonly SetupItemView[];
  children: ReactNode;
}

function Page({ form, save, step, isReview, items, children }: PageProps) {
  const { kind, oauth } = form.state.draft;
  const callback = kind === "oauth_openid" ? oauth.redirectUri : "";
  return (
    <div data-testid={`wizard-${step}`}>
      <SpaceBetween size="l">
        {step === "callback" || callback === "" ? null : (
          <div data-testid="pinned-callback">
            <Box variant="awsui-key-label">{text.pinned}</Box>
            <Copyable text={callback} what={fields.callback.what} />
          </div>
        )}
        {form.keeper.failure === null ? null : <NotKept failure={form.keeper.failure} />}
        {save.failure === null ? null : <ErrorAlert error={save.failure} />}
        {save.tries > 0 && form.hasErrors && !isReview ? (
          <Alert type="error">{fields.saveFailed}</Alert>
        ) : null}
        {items.some((item) => item.step === step) ? (
          <Box color="text-body-secondary">{setup.intro}</Box>
        ) : null}
        {children}
      </SpaceBetween>
    </div>
  );
}

function UserPoolStep({ form }: { form: ProviderFormModel }) {
  return (
    <Container header={<Header variant="h2">{text.userStore.pool}</Header>}>
      <SpaceBetween size="l">
        <TextField
          form={form}
          field="displayName"
          label={fields.identity.displayName}
          hint={fields.identity.displayNameHint}
        />
        <UserPoolFields form={form} />
      </SpaceBetween>
    </Container>
  );
}

interface PoolStepProps {
  form: ProviderFormModel;
  catalogue: readonly CatalogueEntry[];
}

function PoolStep(props: PoolStepProps) {
  return (
    <Container
      header={
        <Header variant="h2" description={fields.endpoints.description}>
          {fields.endpoints.title}
        </Header>
      }
    >
      <EndpointFields {...props} />
    </Container>
  );
}
