import Tabs from "@cloudscape-design/components/tabs";
import { lazy, Suspense } from "react";
import type { RunView } from "../../backend/bindings.ts";
import { run } from "../../messages/test-run.ts";
import { runUser } from "../../messages/users.ts";
import { PageReading } from "../../parts/page-state.tsx";
import { AttributesTable } from "./attributes-table.tsx";
import { attributeCounts } from "./attribute-counts.ts";
import { ChecksTables, notableChecks } from "./checks-tables.tsx";
import { MappedCards } from "./mapped-cards.tsx";
import { RequestTraces } from "./request-traces.tsx";
import { TokenCards } from "./token-cards.tsx";

const text = run.tabs;

/** Pages of their own, and most runs are opened for something else. */
const ConsumersPanel = lazy(() => import("./consumers-panel.tsx"));
const UserPanel = lazy(() => import("./user-panel.tsx"));

interface ResultTabsProps {
  run: RunView;
  /** In the result window: no way to other pages. */
  compact: boolean;
}

/** Everything that was received and checked. */
export function ResultTabs({ run: view, compact }: ResultTabsProps) {
  const checks = view.steps.reduce((count, step) => count + step.checks.length, 0);
  const attributes = {
    id: "attributes",
    label: text.attributes(attributeCounts(view.attributes).names),
    content: <AttributesTable attributes={view.attributes} />,
  };
  const rest = [
    { id: "checks", label: text.checks(checks, notableChecks(view.steps).length), content: <ChecksTables steps={view.steps} /> },
    { id: "mapped", label: text.mapped, content: <MappedCards mapped={view.mapped} /> },
    {
      id: "user",
      label: runUser.tab,
      content: (
        <Suspense fallback={<PageReading text={run.loading} />}>
          <UserPanel runId={view.runId} compact={compact} />
        </Suspense>
      ),
    },
    {
      id: "consumers",
      label: text.consumers,
      content: (
        <Suspense fallback={<PageReading text={run.loading} />}>
          <ConsumersPanel runId={view.runId} />
        </Suspense>
      ),
    },
    {
      id: "tokens",
      label: text.tokens(view.tokens.length),
      content: <TokenCards tokens={view.tokens} />,
    },
    {
      id: "requests",
      label: text.requests(view.requests.length),
      content: <RequestTraces requests={view.requests} />,
    },
  ];
  // What a failed run is opened for is the check that failed.
  const [checksTab, ...others] = rest;
  const tabs =
    view.attributes.length > 0 || checksTab === undefined
      ? [attributes, ...rest]
      : [checksTab, attributes, ...others];
  return <Tabs variant="container" ariaLabel={text.label} tabs={tabs} />;
}
