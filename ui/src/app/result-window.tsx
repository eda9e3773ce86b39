import { segments } from "../routing/paths.ts";
import { usePlace } from "../routing/location.ts";
import { RunPage } from "../features/test-run/run-page.tsx";
import { Notices } from "./notices.tsx";
import { renderRoot } from "./root.tsx";

function ResultWindow() {
  const [, runId = ""] = segments(usePlace().path);
  return (
    <main className="result-window">
      <Notices />
      <RunPage key={runId} runId={runId} compact />
    </main>
  );
}

/** The window that takes the place of the sign-in window: one run and no way elsewhere. */
export function renderResultWindow(element: HTMLElement): void {
  renderRoot(element, <ResultWindow />);
}
