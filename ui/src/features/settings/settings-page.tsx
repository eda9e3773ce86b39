import Button from "@cloudscape-design/components/button";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { lazy, Suspense, useState } from "react";
import { useAppInfo } from "../../backend/queries.ts";
import { deleteRuns } from "../../messages/actions.ts";
import { settings as text } from "../../messages/settings.ts";
import { appearance, shell } from "../../messages/shell.ts";
import {
  chooseAppearance,
  COLOURS,
  SPACINGS,
  useAppearance,
  type Colours,
  type Spacing,
} from "../../parts/appearance.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { LogSettings } from "./log-settings.tsx";
import { SecretStoreSettings } from "./secret-store-settings.tsx";

const BrandingSettings = lazy(() => import("./branding-settings.tsx"));
const BackupSettings = lazy(() => import("./backup-settings.tsx"));
const DeleteRunsModal = lazy(() => import("../../parts/delete-runs-modal.tsx"));

export default function SettingsPage() {
  return (
    <SpaceBetween size="l">
      <Header variant="h1">{text.title}</Header>
      <AppearanceSettings />
      <Suspense>
        <BrandingSettings />
      </Suspense>
      <SecretStoreSettings />
      <Suspense>
        <BackupSettings />
      </Suspense>
      <RunSettings />
      <LogSettings />
      <About />
    </SpaceBetween>
  );
}

function AppearanceSettings() {
  const { colours, spacing } = useAppearance();
  return (
    <Container header={<Header variant="h2">{appearance.title}</Header>}>
      <ColumnLayout columns={2}>
        <FormField label={appearance.colours} data-testid="appearance">
          <RadioGroup
            value={colours}
            items={COLOURS.map((value) => ({ value, label: appearance.colourNames[value] }))}
            onChange={({ detail }) => chooseAppearance({ colours: detail.value as Colours })}
          />
        </FormField>
        <FormField label={appearance.spacing} data-testid="density">
          <RadioGroup
            value={spacing}
            items={SPACINGS.map((value) => ({ value, ...appearance.spacings[value] }))}
            onChange={({ detail }) => chooseAppearance({ spacing: detail.value as Spacing })}
          />
        </FormField>
      </ColumnLayout>
    </Container>
  );
}

function RunSettings() {
  const noWriting = useNoWriting();
  const [deleting, setDeleting] = useState(false);
  return (
    <Container
      header={
        <Header variant="h2" description={text.runs.description}>
          {text.runs.title}
        </Header>
      }
    >
      <Button
        {...noWriting}
        data-testid="delete-all-runs"
        onClick={() => setDeleting(true)}
      >
        {deleteRuns.action}
      </Button>
      {deleting ? (
        <Suspense>
          <DeleteRunsModal onClose={() => setDeleting(false)} />
        </Suspense>
      ) : null}
    </Container>
  );
}

function About() {
  const { data, error, refetch } = useAppInfo();
  return (
    <Container header={<Header variant="h2">{text.about.title}</Header>}>
      {error === null ? (
        <KeyValuePairs
          columns={3}
          items={[
            { label: text.about.product, value: shell.product },
            { label: text.about.version, value: data?.version ?? "" },
            {
              label: text.about.folder,
              value: <Copyable text={data?.dataFolder ?? ""} what={text.about.folder} />,
            },
          ]}
        />
      ) : (
        <ErrorAlert error={error} onRetry={() => void refetch()} />
      )}
    </Container>
  );
}
