import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import { useRuns } from "../../backend/queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { runs as text } from "../../messages/test-runs.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useTestConnection } from "../../parts/test-connection.ts";
import { RunTable } from "./run-table.tsx";

/** The test runs of one provider. */
export default function ProviderRuns({ providerId }: { providerId: string }) {
  const { data, error, refetch } = useRuns(providerId);
  const test = useTestConnection();
  const noWriting = useNoWriting();
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  const { title, text: advice, action } = text.emptyOfProvider;
  return (
    <RunTable
      runs={data}
      variant="container"
      withProvider={false}
      header={
        <Header variant="h2" counter={data === undefined ? "" : `(${data.length})`}>
          {text.title}
        </Header>
      }
      empty={
        <EmptyState
          title={title}
          text={advice}
          action={
            <Button
              {...noWriting}
              loading={test.isPending}
              onClick={() => test.mutate(providerId)}
            >
              {action}
            </Button>
          }
        />
      }
    />
  );
}
