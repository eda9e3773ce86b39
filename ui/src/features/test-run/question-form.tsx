import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { QrCode as QrCodeView, Question, RunView } from "../../backend/bindings.ts";
import { usePracticePool } from "../../backend/queries.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { question as text } from "../../messages/question.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { useNotifications } from "../../parts/notifications.tsx";
import { answerOf, fieldsOf, isFilled, openOnes, refusalOf, type Values } from "./question.ts";
import { QuestionField } from "./question-field.tsx";

/** What has to be left light around a QR code. */
const QUIET = 4;

interface QuestionFormProps {
  run: RunView;
  question: Question;
  initial: Values;
  /** Gets what was sent and is no secret. */
  onSend: (values: Values) => void;
}

/** What a sign-in through an API asks. What is typed stays here until it is sent. */
export function QuestionForm({ run, question, initial, onSend }: QuestionFormProps) {
  const backend = useBackend();
  const { failed } = useNotifications();
  const [values, setValues] = useState<Values>(initial);
  const [tried, setTried] = useState(false);
  const fields = fieldsOf(question);
  const refusal = refusalOf(question);
  const send = useMutation({
    mutationFn: () => backend.answerQuestion(run.runId, answerOf(question, values)),
    onError: (error) => failed(error),
  });
  const submit = () => {
    setTried(true);
    if (!fields.every((field) => isFilled(field, values))) return;
    onSend(openOnes(question, values));
    send.mutate();
  };
  return (
    <form
      noValidate
      aria-label={text.form}
      data-testid={`question-${question.kind}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Container header={<Title question={question} />}>
        <Form
          actions={
            <Button
              variant="primary"
              loading={send.isPending || send.isSuccess}
              loadingText={text.sending}
              data-testid="send-answer"
            >
              {question.kind === "credentials" ? text.signIn : text.send}
            </Button>
          }
        >
          <SpaceBetween size="l">
            {question.kind === "software_token_setup" ? <Key question={question} /> : null}
            {question.kind === "code" && question.channel !== "software_token" ? (
              <PracticeCode providerId={run.providerId} />
            ) : null}
            {fields.map((field, index) => (
              <QuestionField
                key={field.name}
                field={field}
                value={values[field.name] ?? ""}
                error={
                  tried && !isFilled(field, values) ? (
                    text.required
                  ) : index === 0 && refusal !== null ? (
                    <UntrustedText>{text.refused(refusal.words, refusal.triesLeft)}</UntrustedText>
                  ) : undefined
                }
                autoFocus={index === 0}
                onChange={(value) => setValues((all) => ({ ...all, [field.name]: value }))}
              />
            ))}
            {fields.some(({ kind }) => kind === "secret") ? (
              <Box fontSize="body-s" color="text-body-secondary">
                {text.once}
              </Box>
            ) : null}
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  );
}

function Title({ question }: { question: Question }) {
  const { title, description } = wordsOf(question);
  return (
    <Header variant="h2" {...(description === null ? {} : { description })}>
      {title}
    </Header>
  );
}

function wordsOf(question: Question): { title: string; description: ReactNode } {
  switch (question.kind) {
    case "credentials":
    case "password":
      return { title: text.credentials.title, description: null };
    case "new_password":
      return { title: text.newPassword.title, description: text.newPassword.text };
    case "code":
      return {
        title: text.code.titles[question.channel],
        description:
          question.destination === null ? null : (
            <UntrustedText>{text.code.destination(question.destination)}</UntrustedText>
          ),
      };
    case "choice":
      return { title: text.choice.title, description: null };
    case "software_token_setup":
      return { title: text.setUp.title, description: text.setUp.text };
  }
}

function Key({ question }: { question: Extract<Question, { kind: "software_token_setup" }> }) {
  const { key, uri, qrCode } = text.setUp;
  return (
    <KeyValuePairs
      columns={1}
      items={[
        ...(question.qrCode === null
          ? []
          : [{ label: qrCode, value: <QrCode code={question.qrCode} label={qrCode} /> }]),
        { label: key, value: <Copyable text={question.key} what={key} /> },
        { label: uri, value: <Copyable text={question.uri} what={uri} /> },
      ]}
    />
  );
}

function QrCode({ code: { size, path }, label }: { code: QrCodeView; label: string }) {
  const side = size + 2 * QUIET;
  return (
    <svg
      className="qr-code"
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}

/** Nothing is sent by the practice pool, so its code is shown here. */
function PracticeCode({ providerId }: { providerId: string }) {
  const { data, isFetchedAfterMount } = usePracticePool({ fresh: true });
  const code = data?.sentCode ?? null;
  if (!isFetchedAfterMount || code === null || data?.providers.includes(providerId) !== true) {
    return null;
  }
  return (
    <Alert type="info" data-testid="practice-code">
      {text.code.practice(code)}
    </Alert>
  );
}
