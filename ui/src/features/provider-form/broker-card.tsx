import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import Box from "@cloudscape-design/components/box";
import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../../backend/backend-context.tsx";
import type { BrokerFinding, BrokerVerdict } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { broker as text } from "../../messages/wizard.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";

const STATUS: Record<BrokerVerdict, StatusIndicatorProps.Type> = {
  fine: "success",
  fails: "error",
  remark: "warning",
  unknown: "pending",
};

/** What a broker that knows user name and password only would meet, asked on request. */
export function BrokerCard({ providerId }: { providerId: string }) {
  const backend = useBackend();
  const noWriting = useNoWriting();
  const check = useMutation({ mutationFn: () => backend.checkBroker(providerId) });
  return (
    <Container
      data-testid="broker-check"
      header={
        <Header
          variant="h2"
          description={text.description}
          actions={
            <Button
              {...noWriting}
              loading={check.isPending}
              data-testid="check-broker"
              onClick={() => check.mutate()}
            >
              {text.check}
            </Button>
          }
        >
          {text.title}
        </Header>
      }
    >
      {check.error === null ? null : (
        <ErrorAlert error={check.error} onRetry={() => check.mutate()} />
      )}
      {check.data === undefined ? (
        <Box color="text-status-inactive">{text.notYet}</Box>
      ) : (
        <SpaceBetween size="m">
          {check.data.map((finding) => (
            <Finding key={finding.topic} finding={finding} />
          ))}
        </SpaceBetween>
      )}
    </Container>
  );
}

function Finding({ finding }: { finding: BrokerFinding }) {
  return (
    <div data-testid={`broker-${finding.topic}`}>
      <StatusIndicator type={STATUS[finding.verdict]}>{finding.title}</StatusIndicator>
      <Box fontSize="body-s" color="text-body-secondary">
        <UntrustedText>{finding.advice}</UntrustedText>
      </Box>
    </div>
  );
}
