import { applyDensity, applyMode, Density, Mode } from "@cloudscape-design/global-styles";
import { useSyncExternalStore } from "react";

export const COLOURS = ["system", "light", "dark"] as const;
export const SPACINGS = ["comfortable", "compact"] as const;

export type Colours = (typeof COLOURS)[number];
export type Spacing = (typeof SPACINGS)[number];

/** What the window looks like; kept on this machine. */
export interface Appearance {
  readonly colours: Colours;
  readonly spacing: Spacing;
}

const KEYS = {
  colours: "idp-console.appearance",
  spacing: "idp-console.density",
} as const;
const system = window.matchMedia("(prefers-color-scheme: dark)");
const lessMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
const subscribers = new Set<() => void>();

function stored<T extends string>(key: string, values: readonly [T, ...T[]]): T {
  try {
    const text = localStorage.getItem(key);
    return values.find((value) => value === text) ?? values[0];
  } catch {
    return values[0];
  }
}

const read = (): Appearance => ({
  colours: stored(KEYS.colours, COLOURS),
  spacing: stored(KEYS.spacing, SPACINGS),
});

let chosen = read();

function apply() {
  const { colours, spacing } = chosen;
  const dark = colours === "dark" || (colours === "system" && system.matches);
  applyMode(dark ? Mode.Dark : Mode.Light);
  applyDensity(spacing === "compact" ? Density.Compact : Density.Comfortable);
  // Cloudscape asks for it anew when the body changes.
  document.body.dataset.motion = lessMotion.matches ? "less" : "all";
  document.documentElement.dataset.appearance = dark ? "dark" : "light";
}

function show(appearance: Appearance) {
  chosen = appearance;
  apply();
  for (const notify of subscribers) notify();
}

/** Applies what was chosen and follows the system and other windows from here on. */
export function startAppearance(): void {
  apply();
  for (const query of [system, lessMotion]) query.addEventListener("change", apply);
  window.addEventListener("storage", () => show(read()));
}

export function chooseAppearance(change: Partial<Appearance>): void {
  const next = { ...chosen, ...change };
  try {
    localStorage.setItem(KEYS.colours, next.colours);
    localStorage.setItem(KEYS.spacing, next.spacing);
  } catch {
    // Without storage the choice holds until the window is closed.
  }
  show(next);
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(
    (notify) => {
      subscribers.add(notify);
      return () => subscribers.delete(notify);
    },
    () => chosen,
  );
}
