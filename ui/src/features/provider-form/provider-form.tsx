import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { CatalogueEntry, DraftView, ProviderView } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { form as text } from "../../messages/provider-form.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { NotKept } from "../../parts/not-kept.tsx";
import { usePageTitle } from "../../parts/page-title.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { AdvancedSection } from "./advanced-section.tsx";
import { CallbackSection } from "./callback-section.tsx";
import { ClientSection } from "./client-section.tsx";
import { DiscardButton, DiscardModal } from "./discard-modal.tsx";
import { formOf } from "./draft.ts";
import { EndpointsSection } from "./endpoints-section.tsx";
import { IdentitySection } from "./identity-section.tsx";
import { isAdvanced } from "./problems.ts";
import { SaveDialogs } from "./save-dialogs.tsx";
import { useProviderForm, type ProviderFormModel } from "./use-provider-form.ts";
import { useSave, type Save } from "./use-save.ts";
import { UserStoreSection } from "./user-store-section.tsx";

export interface ProviderFormProps {
  catalogue: readonly CatalogueEntry[];
  view: DraftView;
  /** The provider that is edited; null for a new one. */
  stored: ProviderView | null;
}

/** All fields of a draft on one page. */
export function ProviderForm({ catalogue, view, stored }: ProviderFormProps) {
  const [initial] = useState(() => formOf(view, stored?.clientSecretSet === true));
  const form = useProviderForm(view, initial, catalogue);
  const save = useSave(view, form);
  const [expanded, setExpanded] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  /** Who pressed the button at the edge of the window is led there. */
  const failure = useRef<HTMLDivElement>(null);
  const { tries, wrong } = save;

  // After a refused save: what is wrong is opened first, then focused, unless the person was
  // faster and is somewhere else by then.
  const opened = wrong.some(isAdvanced);
  const leadToWrong = useEffectEvent(() => {
    if (!save.endWaiting()) return;
    if (wrong.length > 0) focusFirst(element.current, wrong);
    else failure.current?.scrollIntoView({ block: "center" });
  });
  useEffect(() => {
    if (tries > 0) leadToWrong();
  }, [tries]);

  const title =
    stored === null ? text.createTitle : text.editTitle(stored.definition.displayName ?? "");
  usePageTitle(title);
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <Form
        header={
          <Header variant="h1" description={text.description}>
            <UntrustedText>{title}</UntrustedText>
          </Header>
        }
        actions={<Actions form={form} save={save} view={view} onDiscard={() => setDiscarding(true)} />}
        errorText={tries > 0 && form.hasErrors ? text.saveFailed : undefined}
      >
        <SpaceBetween size="l">
          {hasNotes(form, view) ? (
            <Notes form={form} save={save} view={view} onDiscard={() => setDiscarding(true)} />
          ) : null}
          {form.state.draft.kind === "user_store" ? (
            <SpaceBetween size="l">
              <IdentitySection form={form} catalogue={catalogue} />
              <UserStoreSection form={form} save={save} stored={stored} />
            </SpaceBetween>
          ) : (
            <SpaceBetween size="l">
              <CallbackSection form={form} />
              <IdentitySection form={form} catalogue={catalogue} />
              <EndpointsSection form={form} catalogue={catalogue} />
              <ClientSection form={form} save={save} stored={stored} />
            </SpaceBetween>
          )}
          <AdvancedSection
            form={form}
            expanded={expanded || opened}
            onExpand={setExpanded}
            providerId={view.providerId}
          />
          {save.failure === null ? null : (
            <div ref={failure} data-testid="save-failure">
              <ErrorAlert error={save.failure} />
            </div>
          )}
        </SpaceBetween>
      </Form>
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

interface PartProps {
  form: ProviderFormModel;
  save: Save;
  view: DraftView;
  onDiscard: () => void;
}

function Actions({ form, save, view, onDiscard }: PartProps) {
  const { providerId } = view;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <DiscardButton form={form} save={save} onDiscard={onDiscard}>
        {providerId === null ? text.discard : text.discardChanges}
      </DiscardButton>
      <Button
        formAction="none"
        data-testid="leave-form"
        onClick={() =>
          navigate(providerId === null ? paths.providers() : paths.provider(providerId))
        }
      >
        {form.keeper.isDraft ? text.later : text.cancel}
      </Button>
      <Button
        formAction="none"
        loading={save.busy}
        data-testid="save-and-test"
        onClick={() => void save.run({ test: true })}
      >
        {text.saveAndTest}
      </Button>
      <Button variant="primary" loading={save.busy} data-testid="save-provider">
        {text.save}
      </Button>
    </SpaceBetween>
  );
}

const hasNotes = ({ keeper, unplaced }: ProviderFormModel, { keptAt }: DraftView) =>
  keeper.failure !== null || keptAt !== null || unplaced.length > 0;

function Notes({ form, save, view, onDiscard }: PartProps) {
  return (
    <SpaceBetween size="l">
      {form.keeper.failure === null ? null : <NotKept failure={form.keeper.failure} />}
      {view.keptAt === null ? null : (
        <Alert
          type="info"
          header={text.restored.header}
          data-testid="restored-draft"
          action={
            <Button formAction="none" disabled={save.busy} onClick={onDiscard}>
              {text.restored.discard}
            </Button>
          }
        >
          {text.restored.text}
        </Alert>
      )}
      {form.unplaced.length === 0 ? null : (
        <Alert type="error" header={text.unplaced}>
          {form.unplaced.map((problem, index) => (
            <div key={index}>
              <UntrustedText>{`${problem.field}: ${problem.message}`}</UntrustedText>
            </div>
          ))}
        </Alert>
      )}
    </SpaceBetween>
  );
}

function focusFirst(form: HTMLFormElement | null, wrong: readonly string[]) {
  const marked = form?.querySelectorAll<HTMLElement>('[data-testid^="field-"]') ?? [];
  for (const element of marked) {
    const field = element.dataset.testid?.slice("field-".length) ?? "";
    if (!wrong.includes(field)) continue;
    const control = element.querySelector<HTMLElement>("input, textarea, button");
    control?.focus();
    control?.scrollIntoView({ block: "center" });
    return;
  }
}
