import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { CallbackView, NameValue, RunView } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { run as messages } from "../../messages/test-run.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { NameValueList } from "./name-value-list.tsx";

const text = messages.callback;

/** What became of the callback, and whether it may have left this machine. */
export function CallbackCard({ run }: { run: RunView }) {
  const { callback, refusedNavigations } = run;
  const refused: NameValue[] = refusedNavigations.map((value) => ({ name: "", value }));
  return (
    <Container header={<Header variant="h2">{text.title}</Header>} data-testid="callback">
      <KeyValuePairs
        columns={1}
        items={[
          { label: text.uri, value: <Copyable text={callback.uri} what={text.uri} /> },
          { label: text.network, value: <Reached callback={callback} /> },
          {
            label: text.parameters,
            value: <NameValueList pairs={callback.parameters} none={text.noParameters} />,
          },
          ...(refused.length === 0
            ? []
            : [
                {
                  label: text.refused,
                  value: refused.map(({ value }) => (
                    <div key={value}>
                      <UntrustedText code>{value}</UntrustedText>
                    </div>
                  )),
                },
              ]),
        ]}
      />
    </Container>
  );
}

function Reached({ callback }: { callback: CallbackView }) {
  if (callback.reachedNetwork === "may_have") {
    return <StatusIndicator type="warning">{text.reached.may_have}</StatusIndicator>;
  }
  if (callback.parameters.length === 0) {
    return <StatusIndicator type="stopped">{text.reached.never}</StatusIndicator>;
  }
  return <StatusIndicator type="success">{text.reached.no}</StatusIndicator>;
}
