import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { PracticePoolStatus } from "../../backend/bindings.ts";
import { poolEditor } from "../../messages/pool-editor.ts";
import { pool } from "../../messages/practice-pool.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import type { PoolRequest } from "./use-pool-editing.ts";

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

interface WhatToEnterProps {
  status: PracticePoolStatus;
  onAsk: (request: PoolRequest) => void;
}

export function WhatToEnter({ status, onAsk }: WhatToEnterProps) {
  const noWriting = useNoWriting();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={text.description}
          actions={
            <Button
              {...noWriting}
              data-testid="edit-pool"
              onClick={() => onAsk({ act: "edit", what: "pool" })}
            >
              {poolEditor.editPool}
            </Button>
          }
        >
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
