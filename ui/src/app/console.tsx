import { renderRoot } from "./root.tsx";
import { Shell } from "./shell.tsx";
import { StartGate } from "./start-gate.tsx";

/** The main window. */
export function renderConsole(element: HTMLElement): void {
  renderRoot(
    element,
    <StartGate>
      <Shell />
    </StartGate>,
  );
}
