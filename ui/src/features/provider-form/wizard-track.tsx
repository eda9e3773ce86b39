import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Tiles from "@cloudscape-design/components/tiles";
import type { CatalogueEntry } from "../../backend/bindings.ts";
import { wizard } from "../../messages/wizard.ts";
import { withEntry } from "./draft.ts";
import type { ProviderFormModel } from "./use-provider-form.ts";
import { STEPS } from "./wizard-steps.ts";

const text = wizard.track;
const REDIRECT = "aws-cognito-oidc";
const PASSWORD = "aws-cognito-user-store";

interface TrackProps {
  form: ProviderFormModel;
  catalogue: readonly CatalogueEntry[];
}

/** The first question: where people type their password, and what follows from it. */
export function Track({ form, catalogue }: TrackProps) {
  const { entry } = form;
  // Other providers know redirects only.
  if (entry?.id !== REDIRECT && entry?.id !== PASSWORD) return null;
  const choose = (id: string) => {
    const next = catalogue.find((one) => one.id === id);
    if (next === undefined) return;
    form.change(["catalogueEntry", "oauth.scopes"], (draft) => withEntry(draft, next, entry));
    const [first] = STEPS[next.kind];
    if (first !== undefined) form.set({ step: first });
  };
  return (
    <Container header={<Header variant="h2">{text.title}</Header>}>
      <Tiles
        value={entry.id}
        ariaLabel={text.title}
        data-testid="wizard-track"
        items={[
          { value: REDIRECT, label: text.redirect, description: text.redirectText },
          { value: PASSWORD, label: text.password, description: text.passwordText },
        ]}
        onChange={({ detail }) => choose(detail.value)}
      />
    </Container>
  );
}
