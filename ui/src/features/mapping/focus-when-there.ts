const FRAMES = 30;

/** Focuses an element by its identifier, at once or as soon as it is rendered and no dialog covers it. */
export function focusWhenThere(id: string, frames = FRAMES): void {
  const element = document.getElementById(id);
  const covered = document.querySelector('[role="dialog"]') !== null;
  if (element !== null && !covered) element.focus();
  else if (frames > 0) requestAnimationFrame(() => focusWhenThere(id, frames - 1));
}

/** Focuses an element that is only there, moved or enabled once what was done now is on the screen. */
export function focusAfterwards(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}
