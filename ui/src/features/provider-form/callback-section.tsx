import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { form as text } from "../../messages/provider-form.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { textOf } from "./draft.ts";
import { TextField } from "./text-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";

export function CallbackSection({ form }: { form: ProviderFormModel }) {
  const { callback } = text;
  return (
    <Container
      header={
        <Header variant="h2" description={callback.description}>
          {callback.title}
        </Header>
      }
    >
      <TextField
        form={form}
        field="oauth.redirectUri"
        label={callback.label}
        hint={callback.hint}
        placeholder={callback.placeholder}
        secondaryControl={
          <CopyButton
            text={textOf(form.state.draft, "oauth.redirectUri")}
            what={callback.what}
            label={callback.copy}
            testId="copy-callback"
          />
        }
      />
    </Container>
  );
}
