import Alert, { type AlertProps } from "@cloudscape-design/components/alert";
import FormField from "@cloudscape-design/components/form-field";
import LiveRegion from "@cloudscape-design/components/live-region";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { ConsumersView, ConsumerVerdict, ConsumerView } from "../../backend/bindings.ts";
import { useConsumers } from "../../backend/queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { consumers as text } from "../../messages/consumers.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { PageReading } from "../../parts/page-state.tsx";
import { rememberChoice, rememberedChoice } from "../../parts/remembered-choice.ts";
import { ConsumerFindings } from "./consumer-findings.tsx";
import { ConsumerSettings } from "./consumer-settings.tsx";
import { ConsumerUser } from "./consumer-user.tsx";

const LIST = "run-consumer";

const ALERT: Record<ConsumerVerdict, AlertProps.Type> = {
  accepts: "success",
  accepts_with_remark: "warning",
  refuses: "error",
  unknown: "info",
};

/** What other products would make of what the run received. */
export default function ConsumersPanel({ runId }: { runId: string }) {
  const { data, error, refetch } = useConsumers(runId);
  const [chosen, setChosen] = useState(() => rememberedChoice(LIST));
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageReading text={text.loading} />;
  const consumer = data.consumers.find((one) => one.consumer === chosen) ?? data.consumers[0];
  if (!data.received || consumer === undefined) {
    return (
      <div data-testid="no-consumers">
        <EmptyState title={text.none.title} text={text.none.text} />
      </div>
    );
  }
  return (
    <SpaceBetween size="l">
      <Chooser
        consumers={data.consumers}
        consumer={consumer}
        onChoose={(id) => {
          rememberChoice(LIST, id);
          setChosen(id);
        }}
      />
      <DefinitionNotice state={data.definition} />
      <Consumer key={consumer.consumer} consumer={consumer} />
    </SpaceBetween>
  );
}

/** The verdict as it comes, with how much there is to look at. */
function verdictOf({ plain, findings }: ConsumerView): string {
  if (plain.verdict !== "accepts_with_remark") return text.verdicts[plain.verdict];
  return text.remarks(findings.filter(({ effect }) => effect === "remark").length);
}

interface ChooserProps {
  consumers: readonly ConsumerView[];
  consumer: ConsumerView;
  onChoose: (id: string) => void;
}

/** The verdict stands beside each name, so that the open list is an overview. */
function Chooser({ consumers, consumer, onChoose }: ChooserProps) {
  const options = consumers.map((one) => ({
    value: one.consumer,
    label: one.name,
    description: text.option(one.part, verdictOf(one)),
  }));
  return (
    <FormField label={text.choose} description={text.chooseText} data-testid="field-consumer">
      <Select
        selectedOption={options.find(({ value }) => value === consumer.consumer) ?? null}
        options={options}
        onChange={({ detail }) => onChoose(detail.selectedOption.value ?? "")}
      />
    </FormField>
  );
}

function DefinitionNotice({ state }: { state: ConsumersView["definition"] }) {
  if (state === "same") return null;
  return (
    <Alert type="warning" header={text.definition[state].title} data-testid="consumer-definition">
      {text.definition[state].text}
    </Alert>
  );
}

function Consumer({ consumer }: { consumer: ConsumerView }) {
  const { name, plain } = consumer;
  const verdict =
    plain.verdict === "unknown" ? text.unknown(name) : text.verdict(name, verdictOf(consumer));
  return (
    <SpaceBetween size="l">
      <div>
        <Alert type={ALERT[plain.verdict]} header={verdict} data-testid="consumer-verdict">
          <SpaceBetween size="xxs">
            <UntrustedText>{plain.reason}</UntrustedText>
            {plain.verdict === "unknown" ? null : <span>{text.asItComes}</span>}
          </SpaceBetween>
        </Alert>
        <LiveRegion hidden>{verdict}</LiveRegion>
      </div>
      {plain.verdict === "unknown" ? null : <ConsumerUser consumer={consumer} />}
      <ConsumerSettings consumer={consumer} />
      {plain.verdict === "unknown" ? null : <ConsumerFindings consumer={consumer} />}
    </SpaceBetween>
  );
}
