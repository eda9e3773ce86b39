let isPressed = false;
let waiting: (() => void)[] = [];

function released(): void {
  isPressed = false;
  const due = waiting;
  waiting = [];
  for (const run of due) run();
}

/* In the capturing phase of the window: before whatever the click is for. */
window.addEventListener("pointerdown", () => void (isPressed = true), true);
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
