const FRAMES = 30;

/** Focuses an element by its identifier; it may be rendered, or a dialog gone, only a moment later. */
export function focusWhenThere(id: string, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(id);
    const covered = document.querySelector('[role="dialog"]') !== null;
    if (element !== null && !covered) element.focus();
    else if (frames > 0) focusWhenThere(id, frames - 1);
  });
}
