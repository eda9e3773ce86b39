import { askForProviders } from "./app/session.ts";
import { startAppearance } from "./parts/appearance.ts";

startAppearance();

const FRAME_AT_LATEST_MS = 100;

/** The frame of the page is painted before the program takes the thread for itself. */
function framePainted(): Promise<unknown> {
  return new Promise((done) => {
    // A window that is not shown has no frames.
    setTimeout(done, FRAME_AT_LATEST_MS);
    requestAnimationFrame(() => setTimeout(done));
  });
}

async function start(root: HTMLElement) {
  if (!("__TAURI_INTERNALS__" in window)) {
    const { installHttpTransport } = await import("./backend/http-transport.ts");
    installHttpTransport();
  }
  // The result window shows one page and nothing else, so it loads nothing else.
  if (window.location.hash.startsWith("#/result/")) {
    const { renderResultWindow } = await import("./app/result-window.tsx");
    renderResultWindow(root);
  } else {
    askForProviders();
    await framePainted();
    const { renderConsole } = await import("./app/console.tsx");
    renderConsole(root);
  }
}

const root = document.getElementById("root");
if (root !== null) void start(root);
