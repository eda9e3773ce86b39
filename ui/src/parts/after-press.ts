/** A press that lasts longer is no click; what waits for its end is not held any longer. */
const LONGEST_MS = 1000;

let isPressed = false;
let waiting: (() => void)[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

function pressed(): void {
  isPressed = true;
  clearTimeout(timer);
  timer = setTimeout(released, LONGEST_MS);
}

function released(): void {
  isPressed = false;
  clearTimeout(timer);
  const due = waiting;
  waiting = [];
  for (const run of due) run();
}

/* In the capturing phase of the window: before whatever the click is for. */
window.addEventListener("pointerdown", pressed, true);
window.addEventListener("click", released, true);
window.addEventListener("pointercancel", released, true);
// No click follows when the pointer is let go elsewhere.
window.addEventListener("pointerup", () => setTimeout(released), true);

/**
 * Does something at once, or, while the pointer is pressed, when it is let go: a button that moves
 * between the two would not be clicked. It is done before what the click does.
 */
export function afterPress(run: () => void): void {
  if (isPressed) waiting.push(run);
  else run();
}

/** Resolves at once, or, while the pointer is pressed, after what the click does. */
export function pressEnded(): Promise<void> {
  return new Promise((resolve) => {
    afterPress(isPressed ? () => setTimeout(resolve) : resolve);
  });
}
