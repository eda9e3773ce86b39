import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FileInput from "@cloudscape-design/components/file-input";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { BrandingView } from "../../backend/bindings.ts";
import { useBranding } from "../../backend/branding-queries.ts";
import { branding as text } from "../../messages/branding.ts";
import { simulator } from "../../messages/simulator.ts";
import { BrandedPage, buttonLook } from "../../parts/branding/branded-page.tsx";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { ColourField } from "./colour-field.tsx";
import { useBrandingForm } from "./use-branding-form.ts";
import { useLogo } from "./use-logo.ts";

/** Name, logo and colours of the sign-in page, with a preview. */
export default function BrandingSettings() {
  const { data, error, refetch } = useBranding();
  return (
    <Container
      data-testid="branding"
      header={
        <Header variant="h2" description={text.description}>
          {text.title}
        </Header>
      }
    >
      {error === null ? null : <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {data === undefined ? null : <Branding view={data} />}
    </Container>
  );
}

function Branding({ view }: { view: BrandingView }) {
  const noWriting = useNoWriting();
  const form = useBrandingForm(view);
  const { organisation, buttonColour, backgroundColour } = form.entered;
  const { button, background } = view.checked;
  return (
    <div className="side-by-side">
      <SpaceBetween size="l">
        {form.error === null ? null : <ErrorAlert error={form.error} onRetry={form.keep} />}
        <FormField
          label={text.organisation}
          errorText={form.problem("organisation", "error")}
          data-testid="field-organisation"
        >
          <Input
            value={organisation}
            disabled={noWriting.disabled === true}
            onChange={({ detail }) => form.change({ organisation: detail.value })}
            onBlur={form.keep}
          />
        </FormField>
        <LogoField view={view} />
        <ColourField
          name="buttonColour"
          value={buttonColour}
          paint={button}
          form={form}
          disabled={noWriting.disabled === true}
        />
        <ColourField
          name="backgroundColour"
          value={backgroundColour}
          paint={background}
          form={form}
          disabled={noWriting.disabled === true}
        />
      </SpaceBetween>
      <Preview view={view} />
    </div>
  );
}

function LogoField({ view }: { view: BrandingView }) {
  const noWriting = useNoWriting();
  const logo = useLogo();
  return (
    <FormField
      label={text.logo}
      constraintText={text.logoHint}
      errorText={logo.fault}
      data-testid="field-logo"
    >
      <SpaceBetween size="xs" direction="horizontal">
        {noWriting.disabled ? (
          <Button {...noWriting}>{text.chooseLogo}</Button>
        ) : (
          <FileInput
            value={[]}
            accept="image/png,image/jpeg"
            onChange={({ detail }) => logo.choose(detail.value)}
          >
            {text.chooseLogo}
          </FileInput>
        )}
        {view.logo === null ? null : (
          <Button {...noWriting} onClick={logo.remove} data-testid="remove-logo">
            {text.removeLogo}
          </Button>
        )}
      </SpaceBetween>
    </FormField>
  );
}

/** Looks like the page, and cannot be used. */
function Preview({ view }: { view: BrandingView }) {
  return (
    <div role="img" aria-label={text.preview} data-testid="branding-preview">
      <div inert>
        <BrandedPage branding={view}>
          <Container header={<Header variant="h3">{simulator.login.title}</Header>}>
            <FormField label={simulator.login.email} stretch>
              <SpaceBetween size="xs">
                <Input value="" onChange={() => undefined} ariaLabel={simulator.login.email} />
                <Button variant="primary" {...buttonLook(view.checked.button)}>
                  {simulator.login.continue}
                </Button>
              </SpaceBetween>
            </FormField>
          </Container>
        </BrandedPage>
      </div>
    </div>
  );
}
