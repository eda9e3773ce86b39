import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { DecodedToken } from "../../backend/bindings.ts";
import { CodeBlock } from "../../components/code-block.tsx";
import { absoluteTime, relativeTime } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { actions } from "../../messages/actions.ts";
import { run } from "../../messages/test-run.ts";
import { CopyButton } from "../../parts/copy-button.tsx";

const text = run.tokens;

/** The tokens, taken apart. */
export function TokenCards({ tokens }: { tokens: readonly DecodedToken[] }) {
  if (tokens.length === 0) return <Box color="text-status-inactive">{text.none}</Box>;
  return (
    <SpaceBetween size="xl">
      <Box color="text-body-secondary">{text.note}</Box>
      {tokens.map((token) => (
        <Token key={token.kind} token={token} />
      ))}
    </SpaceBetween>
  );
}

function Token({ token }: { token: DecodedToken }) {
  const kind = text.kinds[token.kind];
  return (
    <SpaceBetween size="m">
      <Header variant="h2">
        {kind}
      </Header>
      {token.times.length === 0 ? null : (
        <KeyValuePairs
          columns={3}
          items={token.times.map(({ name, value }) => ({
            label: <UntrustedText>{name}</UntrustedText>,
            value: <Moment text={value} />,
          }))}
        />
      )}
      <Part kind={kind} title={text.header} json={token.header} />
      <Part kind={kind} title={text.payload} json={token.payload} />
    </SpaceBetween>
  );
}

function Part({ kind, title, json }: { kind: string; title: string; json: string }) {
  const what = text.what(kind, title);
  return (
    <div>
      <Header
        variant="h3"
        actions={<CopyButton text={json} what={what} label={actions.copyShort} />}
      >
        {title}
      </Header>
      <CodeBlock label={what}>{json}</CodeBlock>
    </div>
  );
}

function Moment({ text: value }: { text: string }) {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return <UntrustedText>{value}</UntrustedText>;
  return (
    <>
      {relativeTime(date, new Date())}
      <Box fontSize="body-s" color="text-body-secondary">
        {absoluteTime(value)}
      </Box>
    </>
  );
}
