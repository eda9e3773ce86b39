import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import LiveRegion from "@cloudscape-design/components/live-region";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { RunView, SignInAddress } from "../../backend/bindings.ts";
import { useQuestion } from "../../backend/queries.ts";
import { clockText, countdown } from "../../components/duration.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { question } from "../../messages/question.ts";
import { run as messages } from "../../messages/test-run.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import PracticeHint from "../../parts/practice-hint.tsx";
import { useNotifications } from "../../parts/notifications.tsx";
import { asksWho, refusalOf, type Values } from "./question.ts";
import { QuestionForm } from "./question-form.tsx";

const text = messages.live;
/** How long a test may take; shown here, enforced in Rust. */
const LIMIT_MS = 5 * 60 * 1000;

/** What a person needs while a test waits for them. */
export function LivePanel({ run }: { run: RunView }) {
  const isApi = run.mode === "api";
  return (
    <SpaceBetween size="l">
      <Alert type="info" header={text.banner}>
        {isApi ? text.apiText : text.bannerText}
      </Alert>
      {isApi ? null : <PracticeHint providerId={run.providerId} />}
      {isApi ? <ApiSignIn run={run} /> : <WindowSignIn run={run} />}
      <LiveRegion hidden>{run.sentence}</LiveRegion>
    </SpaceBetween>
  );
}

/** The person is asked here: there is no page of the provider. */
function ApiSignIn({ run }: { run: RunView }) {
  const { data, error, refetch } = useQuestion(run.runId);
  const [sent, setSent] = useState<Values>({});
  return (
    <SpaceBetween size="l">
      {data && !asksWho(data) ? null : <PracticeHint providerId={run.providerId} />}
      {error === null ? null : <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {data ? (
        // Another question begins with empty fields; one that is asked again with what is no secret.
        <QuestionForm
          key={JSON.stringify(data)}
          run={run}
          question={data}
          initial={refusalOf(data) === null ? {} : sent}
          onSend={setSent}
        />
      ) : (
        <StatusIndicator type="in-progress">{question.waiting}</StatusIndicator>
      )}
      <Container footer={<CancelButton />}>
        <Countdown startedAt={run.startedAt} />
      </Container>
    </SpaceBetween>
  );
}

/** What goes on in the sign-in window, outside that window. */
function WindowSignIn({ run }: { run: RunView }) {
  const backend = useBackend();
  const { failed } = useNotifications();
  const refuse = useMutation({
    mutationFn: () => backend.reportSignInRefused(),
    onError: (error) => failed(error),
  });
  return (
    <Container
      footer={
        <SpaceBetween size="xs">
          <SpaceBetween direction="horizontal" size="xs">
            <CancelButton />
            <Button
              loading={refuse.isPending}
              data-testid="report-refused"
              ariaDescribedby="refused-hint"
              onClick={() => refuse.mutate()}
            >
              {text.refused}
            </Button>
          </SpaceBetween>
          <div id="refused-hint">
            <Box fontSize="body-s" color="text-body-secondary">
              {text.refusedHint}
            </Box>
          </div>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={1}
          items={[{ label: text.window, value: <Address address={run.address} /> }]}
        />
        <Countdown startedAt={run.startedAt} />
      </SpaceBetween>
    </Container>
  );
}

function CancelButton() {
  const backend = useBackend();
  const { failed } = useNotifications();
  const cancel = useMutation({
    mutationFn: () => backend.cancelTest(),
    onError: (error) => failed(error),
  });
  return (
    <Button
      loading={cancel.isPending}
      data-testid="cancel-test"
      onClick={() => cancel.mutate()}
    >
      {text.cancel}
    </Button>
  );
}

function Address({ address }: { address: SignInAddress | null }) {
  if (address === null) return <StatusIndicator type="pending">{text.noWindow}</StatusIndicator>;
  return (
    <div data-testid="sign-in-address">
      <Box fontSize="heading-m" fontWeight="bold">
        <UntrustedText code>{address.origin}</UntrustedText>
      </Box>
      <StatusIndicator type={address.secure ? "success" : "warning"}>
        {address.secure ? text.secure : text.insecure}
      </StatusIndicator>
      <Box fontSize="body-s" color="text-body-secondary">
        {text.addressHint}
      </Box>
    </div>
  );
}

function Countdown({ startedAt }: { startedAt: string }) {
  const now = useNow();
  const { elapsed, remaining } = countdown(now - new Date(startedAt).getTime(), LIMIT_MS);
  return (
    <div role="timer" aria-live="off">
      <KeyValuePairs
        columns={2}
        items={[
          {
            label: text.remaining,
            value: <Box fontSize="heading-m">{clockText(remaining)}</Box>,
          },
          {
            label: text.elapsed,
            value: <Box fontSize="heading-m">{clockText(elapsed)}</Box>,
          },
        ]}
      />
    </div>
  );
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
