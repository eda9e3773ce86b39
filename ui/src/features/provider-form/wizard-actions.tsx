import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { form as fields } from "../../messages/provider-form.ts";
import { wizard as text } from "../../messages/wizard.ts";
import { paths } from "../../routing/paths.ts";
import { DiscardButton } from "./discard-modal.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";
import type { Save } from "./use-save.ts";

/** The last page: save, with or without a test. */
export function Finish({ save, onBack }: { save: Save; onBack: () => void }) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button formAction="none" onClick={onBack}>
        {text.i18n.previousButton}
      </Button>
      <Button
        formAction="none"
        loading={save.busy}
        data-testid="save-provider"
        onClick={() => void save.run()}
      >
        {fields.save}
      </Button>
      <Button
        formAction="none"
        variant="primary"
        loading={save.busy}
        data-testid="save-and-test"
        onClick={() => void save.run({ test: true })}
      >
        {fields.saveAndTest}
      </Button>
    </SpaceBetween>
  );
}

interface OtherWaysProps {
  form: ProviderFormModel;
  save: Save;
  viewId: string;
  onDiscard: () => void;
}

/** Away from the wizard: to the form, or without the draft. */
export function OtherWays({ form, save, viewId, onDiscard }: OtherWaysProps) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <DiscardButton form={form} save={save} onDiscard={onDiscard}>
        {fields.discard}
      </DiscardButton>
      <Button
        formAction="none"
        variant="link"
        data-testid="use-form"
        onClick={() => void save.goOn(paths.draft(viewId))}
      >
        {text.useForm}
      </Button>
    </SpaceBetween>
  );
}
