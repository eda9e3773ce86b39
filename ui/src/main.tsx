import { drawFirstPicture } from "./app/first-picture.ts";
import { firstAnswers, followBackend } from "./app/session.ts";
import { startAppearance } from "./parts/appearance.ts";

startAppearance();

const FRAME_AT_LATEST_MS = 100;
/** How long the program waits for the picture that is drawn before it. */
const PICTURE_AT_LATEST_MS = 200;
const LIST = ["", "#/", "#/providers"];

const pause = (milliseconds: number) =>
  new Promise<null>((done) => setTimeout(() => done(null), milliseconds));

/** What was drawn is on the screen before the program takes the thread for itself. */
function framePainted(): Promise<unknown> {
  const frame = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  // A window that is not shown has no frames.
  return Promise.race([frame, pause(FRAME_AT_LATEST_MS)]);
}

async function start(root: HTMLElement) {
  if (!("__TAURI_INTERNALS__" in window)) {
    const { installHttpTransport } = await import("./backend/http-transport.ts");
    installHttpTransport();
  }
  followBackend();
  // The result window shows one page and nothing else, so it loads nothing else.
  if (window.location.hash.startsWith("#/result/")) {
    const { renderResultWindow } = await import("./app/result-window.tsx");
    renderResultWindow(root);
  } else {
    const asked = firstAnswers();
    if (LIST.includes(window.location.hash)) {
      const drawn = asked.then((answers) => {
        // Later than the program they are drawn by that.
        if (answers !== null) drawFirstPicture(root, answers);
      });
      await Promise.race([drawn, pause(PICTURE_AT_LATEST_MS)]);
    }
    await framePainted();
    const { renderConsole } = await import("./app/console.tsx");
    renderConsole(root);
  }
}

const root = document.getElementById("root");
if (root !== null) void start(root);
