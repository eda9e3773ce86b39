import { providerListQuery } from "../backend/queries.ts";
import { backend, queryClient, renderRoot } from "./root.tsx";
import { Shell } from "./shell.tsx";
import { StartGate } from "./start-gate.tsx";

/** The main window. */
export function renderConsole(element: HTMLElement): void {
  // Asked for before the first render, so that rows and table arrive together. The
  // page itself shows a failure.
  queryClient.query(providerListQuery(backend)).catch(() => undefined);
  renderRoot(
    element,
    <StartGate>
      <Shell />
    </StartGate>,
  );
}
