import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { PracticePoolStatus } from "../../backend/bindings.ts";
import { pool } from "../../messages/practice-pool.ts";
import { Copyable } from "../../parts/copyable.tsx";

const text = pool.enter;

const VALUES = [
  "discoveryUrl",
  "userPoolId",
  "issuer",
  "jwksUri",
  "authorizationEndpoint",
  "tokenEndpoint",
  "userinfoEndpoint",
  "logoutEndpoint",
] as const;

export function WhatToEnter({ status }: { status: PracticePoolStatus }) {
  return (
    <Container
      header={
        <Header variant="h2" description={text.description}>
          {text.title}
        </Header>
      }
    >
      <KeyValuePairs
        columns={2}
        minColumnWidth={260}
        items={VALUES.map((name) => ({
          label: text[name],
          value: <Copyable text={status[name]} what={text[name]} />,
        }))}
      />
    </Container>
  );
}
