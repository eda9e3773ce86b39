import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../backend/backend-context.tsx";
import type { HostedPage } from "../backend/bindings.ts";
import { useHostedPages } from "../backend/queries.ts";
import { handOver } from "../messages/hand-over.ts";
import { Copyable } from "./copyable.tsx";
import { useNotifications } from "./notifications.tsx";

const text = handOver.hosted;

/** Cognito's own sign-in and sign-out page; nothing for a provider that has none. */
export function HostedPages({ providerId }: { providerId: string }) {
  const { data } = useHostedPages(providerId);
  if (data === undefined || data === null) return null;
  return (
    <Container
      data-testid="hosted-pages"
      header={
        <Header variant="h2" description={text.description}>
          {text.title}
        </Header>
      }
    >
      <KeyValuePairs
        items={[
          {
            label: text.signIn,
            value: (
              <Page
                providerId={providerId}
                page="sign_in"
                address={data.signIn}
                what={text.signIn}
              />
            ),
          },
          {
            label: text.signOut,
            value:
              data.signOut === null ? (
                <Box color="text-status-inactive">{text.noSignOut}</Box>
              ) : (
                <Page
                  providerId={providerId}
                  page="sign_out"
                  address={data.signOut}
                  what={text.signOut}
                />
              ),
          },
        ]}
      />
    </Container>
  );
}

interface PageProps {
  providerId: string;
  page: HostedPage;
  address: string;
  what: string;
}

function Page({ providerId, page, address, what }: PageProps) {
  const backend = useBackend();
  const { failed } = useNotifications();
  const open = useMutation({
    mutationFn: () => backend.openHostedPage(providerId, page),
    onError: (error) => failed(error),
  });
  return (
    <SpaceBetween size="xs">
      <Copyable text={address} what={what} />
      <Button
        iconName="external"
        iconAlign="right"
        ariaLabel={text.opens(what)}
        onClick={() => open.mutate()}
      >
        {text.open}
      </Button>
    </SpaceBetween>
  );
}
