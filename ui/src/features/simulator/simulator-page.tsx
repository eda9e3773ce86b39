import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { FallbackTrigger, MappedLists, RunView } from "../../backend/bindings.ts";
import { useSimulation } from "../../backend/simulator-queries.ts";
import { branding } from "../../messages/branding.ts";
import { simulator as text } from "../../messages/simulator.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { PageError, PageReading } from "../../parts/page-state.tsx";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { LoginPage } from "./login-page.tsx";
import { SimulationView } from "./simulation-view.tsx";

/** How a run is shown: as on its own page. */
export interface RunParts {
  Live: ComponentType<{ run: RunView }>;
  Mapped: ComponentType<{ mapped: MappedLists }>;
  User: ComponentType<{ runId: string; compact: boolean }>;
  Attributes: ComponentType<{ attributes: RunView["attributes"] }>;
  Failures: ComponentType<{ on: readonly FallbackTrigger[] }>;
}

/** A sign-in as people have it at the broker, with the route it took. */
export default function SimulatorPage(parts: RunParts) {
  const backend = useBackend();
  const { failed } = useNotifications();
  const { data, error, refetch } = useSimulation();
  const clear = useMutation({
    mutationFn: () => backend.clearSimulation(),
    onSuccess: () => refetch(),
    onError: (reason) => failed(reason),
  });
  if (error !== null) {
    return <PageError title={text.title} error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <PageReading text={text.loading} />;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={text.description}
        actions={
          data === null ? (
            <Button data-testid="change-branding" onClick={() => navigate(paths.settings())}>
              {branding.change}
            </Button>
          ) : data.running ? null : (
            <Button
              loading={clear.isPending}
              data-testid="start-over"
              onClick={() => clear.mutate()}
            >
              {text.again}
            </Button>
          )
        }
      >
        {text.title}
      </Header>
      {data === null ? <LoginPage /> : <SimulationView simulation={data} parts={parts} />}
    </SpaceBetween>
  );
}
