import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { HandOver, OauthDraft, ProviderView } from "../../backend/bindings.ts";
import { handOver as text } from "../../messages/hand-over.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { HostedPages } from "../../parts/hosted-pages.tsx";
import { useTestConnection } from "../../parts/test-connection.ts";
import { FieldsTable } from "./fields-table.tsx";

interface HandOverPageProps {
  provider: ProviderView;
  pages: readonly HandOver[];
  page: HandOver;
  onConsumer: (consumer: string) => void;
}

export function HandOverPage({ provider, pages, page, onConsumer }: HandOverPageProps) {
  // A user store is asked, and nobody comes back from it.
  const { kind, oauth: settings } = provider.definition;
  const oauth = kind === "user_store" ? null : settings;
  return (
    <SpaceBetween size="l">
      <UntestedNotice provider={provider} />
      <Container
        header={
          <Header
            variant="h2"
            description={text.description}
            actions={
              <SegmentedControl
                label={text.consumer}
                selectedId={page.consumer}
                options={pages.map(({ consumer, name }) => ({ id: consumer, text: name }))}
                onChange={({ detail }) => onConsumer(detail.selectedId)}
                data-testid="consumer"
              />
            }
          >
            {text.title}
          </Header>
        }
      >
        <SpaceBetween size="l">
          <KeyValuePairs
            columns={2}
            minColumnWidth={280}
            items={[
              { label: text.location, value: page.location },
              ...(oauth ? [redirectUri(oauth)] : []),
            ]}
          />
          {page.notes.length === 0 ? null : (
            <Alert type="info" header={text.notes} data-testid="hand-over-notes">
              {page.notes.map((note) => (
                <Box variant="p" key={note}>
                  {note}
                </Box>
              ))}
            </Alert>
          )}
        </SpaceBetween>
      </Container>
      <FieldsTable key={page.consumer} provider={provider} page={page} />
      <HostedPages providerId={provider.id} />
    </SpaceBetween>
  );
}

const redirectUri = ({ redirectUri: url }: OauthDraft) => ({
  label: text.redirect.title,
  value: (
    <>
      <Copyable text={url ?? null} what={text.redirect.what} />
      <Box fontSize="body-s" color="text-body-secondary">
        {text.redirect.text}
      </Box>
    </>
  ),
});

/** Values that nobody signed in with are handed over knowingly or not at all. */
function UntestedNotice({ provider }: { provider: ProviderView }) {
  const test = useTestConnection();
  const { testStatus } = provider;
  if (testStatus === "passed") return null;
  const { title, text: advice } = text.untested[testStatus];
  return (
    <Alert
      type="warning"
      header={title}
      data-testid="untested"
      action={
        <Button loading={test.isPending} onClick={() => test.mutate(provider.id)}>
          {text.untested.action}
        </Button>
      }
    >
      {advice}
    </Alert>
  );
}
