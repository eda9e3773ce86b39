import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { RequestTrace } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { actions } from "../../messages/actions.ts";
import { run } from "../../messages/test-run.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { durationText } from "../../parts/outcome.tsx";
import { NameValueList } from "./name-value-list.tsx";

const text = run.requests;

/** Every request of ours, redacted, with the ID that AWS support asks for. */
export function RequestTraces({ requests }: { requests: readonly RequestTrace[] }) {
  if (requests.length === 0) return <Box color="text-status-inactive">{text.none}</Box>;
  return (
    <SpaceBetween size="s">
      <Box color="text-body-secondary">{text.hint}</Box>
      {requests.map((request, index) => (
        <ExpandableSection
          key={index}
          variant="default"
          headingTagOverride="h2"
          headerText={<Summary request={request} />}
        >
          <Trace request={request} />
        </ExpandableSection>
      ))}
    </SpaceBetween>
  );
}

function hostAndPath(url: string): string {
  return url.replace(/^https?:\/\//, "").replace(/[?#].*$/s, "");
}

/** Calls of the AWS APIs all go to one address; their operation tells them apart. */
function operationOf({ parameters }: RequestTrace): string | null {
  const named = parameters.find(({ name }) => name === "X-Amz-Target" || name === "Action");
  return named?.value.split(".").at(-1) ?? null;
}

/** The line of a closed section. It has no place beside its text, so all is in the text. */
function Summary({ request }: { request: RequestTrace }) {
  const { method, url, status, durationMs } = request;
  const operation = operationOf(request);
  return (
    <span className="request-line">
      <span>{method}</span>{" "}
      <span>
        <UntrustedText>{hostAndPath(url)}</UntrustedText>
        {operation === null ? null : (
          <>
            {" "}
            <UntrustedText>{operation}</UntrustedText>
          </>
        )}
      </span>{" "}
      <span>
        <StatusIndicator type={status === 0 || status >= 400 ? "error" : "success"}>
          {status === 0 ? text.failed : text.status(status)}
        </StatusIndicator>
      </span>{" "}
      <span className="request-time">
        <Box variant="span" color="text-body-secondary">
          {durationText(durationMs)}
        </Box>
      </span>
    </span>
  );
}

function Trace({ request }: { request: RequestTrace }) {
  return (
    <KeyValuePairs
      columns={1}
      items={[
        { label: text.url, value: <Copyable text={request.url} what={text.url} /> },
        ...(request.failure === null
          ? []
          : [
              {
                label: text.failure,
                value: <UntrustedText>{request.failure}</UntrustedText>,
              },
            ]),
        {
          label: text.parameters,
          value: <NameValueList pairs={request.parameters} none={actions.none} />,
        },
        {
          label: text.headers,
          value: <NameValueList pairs={request.responseHeaders} none={actions.none} />,
        },
        {
          label: text.requestId,
          info: (
            <Box variant="small" color="text-body-secondary">
              {text.requestIdHint}
            </Box>
          ),
          value: <Copyable text={request.requestId} what={text.requestId} />,
        },
      ]}
    />
  );
}
