import { watchFocus } from "../../parts/watch-focus.ts";

const FRAMES = 30;

let latestWish = 0;

/**
 * Focuses an element by its identifier, at once or as soon as it is rendered and no dialog covers
 * it. A later wish takes the place of one that still waits.
 */
export function focusWhenThere(id: string): void {
  const wish = ++latestWish;
  const attempt = (frames: number) => {
    if (wish !== latestWish) return;
    const element = document.getElementById(id);
    const covered = document.querySelector('[role="dialog"]') !== null;
    if (element !== null && !covered) element.focus();
    else if (frames > 0) requestAnimationFrame(() => attempt(frames - 1));
  };
  attempt(FRAMES);
}

/**
 * Focuses an element that is only there, moved or enabled once what was done now is on the screen;
 * not if the focus has been taken elsewhere meanwhile, since what is typed would go astray.
 */
export function focusAfterwards(selector: string): void {
  const isStillHere = watchFocus();
  requestAnimationFrame(() => {
    if (isStillHere()) document.querySelector<HTMLElement>(selector)?.focus();
  });
}
