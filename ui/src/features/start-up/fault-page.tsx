import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useIsMutating } from "@tanstack/react-query";
import type { StartView } from "../../backend/bindings.ts";
import { useOpenAgain } from "../../backend/start-queries.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { shell } from "../../messages/shell.ts";
import { startUp as text } from "../../messages/start-up.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { LogAndDiagnostics } from "../../parts/log-and-diagnostics.tsx";
import { usePageTitle } from "../../parts/page-title.ts";
import { DamageChoice } from "./damage-choice.tsx";
import { WithoutBackup } from "./without-backup.tsx";

/** What keeps the console from opening, and how to go on. */
export default function FaultPage({ start }: { start: StartView }) {
  const again = useOpenAgain();
  // One way at a time: the answer of another one would come after it.
  const busy = useIsMutating() > 0;
  const kind = start.fault?.kind ?? "failed";
  const title = text.titles[kind];
  const damaged = kind === "damaged";
  usePageTitle(title);
  return (
    <main className="result-window" data-testid="fault-page">
      <SpaceBetween size="l">
        <Header
          variant="h1"
          description={shell.product}
          actions={
            <Button
              disabled={busy && !again.isPending}
              loading={again.isPending}
              data-testid="open-again"
              onClick={() => again.mutate()}
            >
              {text.tryAgain}
            </Button>
          }
        >
          {title}
        </Header>
        <Alert type="error">
          <SpaceBetween size="xs">
            <UntrustedText>{start.fault?.problem ?? ""}</UntrustedText>
            <div>{damaged ? text.kept : start.fault?.advice}</div>
          </SpaceBetween>
        </Alert>
        {again.error === null ? null : <ErrorAlert error={again.error} />}
        {damaged ? <DamageChoice backup={start.backup} busy={busy} /> : null}
        {kind === "not_backed_up" ? <WithoutBackup busy={busy} /> : null}
        <div>
          <Box variant="awsui-key-label">{text.folder}</Box>
          <Copyable text={start.dataFolder} what={text.folder} />
          <Box variant="small" display="block">{text.anotherFolder}</Box>
        </div>
        <LogAndDiagnostics />
      </SpaceBetween>
    </main>
  );
}
