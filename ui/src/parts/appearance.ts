import { applyMode, Mode } from "@cloudscape-design/global-styles";
import { useSyncExternalStore } from "react";

export type Appearance = "system" | "light" | "dark";

const KEY = "idp-console.appearance";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const subscribers = new Set<() => void>();

function stored(): Appearance {
  try {
    const text = localStorage.getItem(KEY);
    return text === "light" || text === "dark" ? text : "system";
  } catch {
    return "system";
  }
}

let chosen = stored();

function apply() {
  const dark = chosen === "dark" || (chosen === "system" && system.matches);
  applyMode(dark ? Mode.Dark : Mode.Light);
  document.documentElement.dataset.appearance = dark ? "dark" : "light";
}

/** Applies the chosen appearance and follows the system from here on. */
export function startAppearance(): void {
  apply();
  system.addEventListener("change", apply);
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    chosen = stored();
    apply();
    for (const notify of subscribers) notify();
  });
}

export function chooseAppearance(appearance: Appearance): void {
  chosen = appearance;
  try {
    localStorage.setItem(KEY, appearance);
  } catch {
    // Without storage the choice holds until the window is closed.
  }
  apply();
  for (const notify of subscribers) notify();
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
