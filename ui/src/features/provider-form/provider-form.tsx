import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef, useState } from "react";
import type { CatalogueEntry, ProviderView } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { form as text } from "../../messages/provider-form.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { guardLeaving, navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { AdvancedSection } from "./advanced-section.tsx";
import { CallbackSection } from "./callback-section.tsx";
import { ClientSection } from "./client-section.tsx";
import { formOf, newForm } from "./draft.ts";
import { EndpointsSection } from "./endpoints-section.tsx";
import { IdentitySection } from "./identity-section.tsx";
import { LeaveModal } from "./leave-modal.tsx";
import { isAdvanced } from "./problems.ts";
import { findUnsaved, forgetUnsaved, keepUnsaved } from "./unsaved-draft.ts";
import { useProviderForm } from "./use-provider-form.ts";
import { useSave } from "./use-save.ts";

interface ProviderFormProps {
  catalogue: readonly CatalogueEntry[];
  /** The provider to edit; null adds one. */
  stored: ProviderView | null;
}

const KEEP_AFTER_MS = 500;

export function ProviderForm({ catalogue, stored }: ProviderFormProps) {
  const id = stored?.id ?? null;
  const [saved] = useState(() =>
    stored === null ? newForm(catalogue[0]) : formOf(stored.definition, { change: "keep" }),
  );
  const [unsaved, setUnsaved] = useState(() => findUnsaved(id, saved));
  const form = useProviderForm(id, saved, unsaved ?? saved);
  const [expanded, setExpanded] = useState(false);
  const [leaving, setLeaving] = useState<(() => void) | null>(null);
  const element = useRef<HTMLFormElement>(null);
  const save = useSave(id, form);
  const { dirty, state } = form;
  const { tries } = save;

  useEffect(() => {
    if (!dirty) return;
    const timer = setTimeout(() => keepUnsaved(id, state), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [dirty, id, state]);

  useEffect(() => {
    if (!dirty || save.done) return;
    return guardLeaving((proceed) => setLeaving(() => proceed));
  }, [dirty, save.done]);

  // After a refused save: what is wrong is opened first, then focused.
  const { wrong } = save;
  const opened = wrong.some(isAdvanced);
  useEffect(() => {
    if (tries > 0) focusFirst(element.current, wrong);
  }, [tries, wrong]);

  const title =
    stored === null ? text.createTitle : text.editTitle(stored.definition.displayName ?? "");
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
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              formAction="none"
              variant="link"
              onClick={() => navigate(id === null ? paths.providers() : paths.provider(id))}
            >
              {text.cancel}
            </Button>
            <Button variant="primary" loading={save.busy} data-testid="save-provider">
              {text.save}
            </Button>
          </SpaceBetween>
        }
        errorText={tries > 0 && form.hasErrors ? text.saveFailed : undefined}
      >
        <SpaceBetween size="l">
          {unsaved === null ? null : (
            <Alert
              type="info"
              header={text.restored.header}
              data-testid="restored-draft"
              action={
                <Button
                  formAction="none"
                  onClick={() => {
                    forgetUnsaved(id);
                    setUnsaved(null);
                    form.replace(saved);
                  }}
                >
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
          <CallbackSection form={form} />
          <IdentitySection form={form} catalogue={catalogue} />
          <EndpointsSection form={form} />
          <ClientSection form={form} stored={stored} />
          <AdvancedSection form={form} expanded={expanded || opened} onExpand={setExpanded} />
          {save.failure === null ? null : <ErrorAlert error={save.failure} />}
        </SpaceBetween>
      </Form>
      {leaving === null ? null : (
        <LeaveModal
          onStay={() => setLeaving(null)}
          onLeave={() => {
            forgetUnsaved(id);
            setLeaving(null);
            leaving();
          }}
        />
      )}
    </form>
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
