import Autosuggest from "@cloudscape-design/components/autosuggest";
import FormField from "@cloudscape-design/components/form-field";
import { AWS_REGIONS } from "../../backend/bindings.ts";
import { form as text } from "../../messages/provider-form.ts";
import { textOf, withText } from "./draft.ts";
import type { ProviderFormModel } from "./use-provider-form.ts";

const words = text.userStore;
const FIELD = "userStore.region";
const OPTIONS = AWS_REGIONS.map((value) => ({ value }));

/** The Region of the user pool: a known one to choose, or any other to type. */
export function RegionField({ form }: { form: ProviderFormModel }) {
  return (
    <FormField
      label={words.region}
      description={words.regionHint}
      errorText={form.errorOf(FIELD)}
      warningText={form.warningOf(FIELD)}
      data-testid={`field-${FIELD}`}
      stretch
    >
      <Autosuggest
        value={textOf(form.state.draft, FIELD)}
        options={OPTIONS}
        enteredTextLabel={words.useRegion}
        placeholder="us-east-2"
        ariaRequired
        expandToViewport
        onChange={({ detail }) =>
          form.change([FIELD], (draft) => withText(draft, FIELD, detail.value))
        }
        onBlur={() => form.touch(FIELD)}
      />
    </FormField>
  );
}
