/** What a person chose last in a list of this name, on whichever page. */
export function rememberedChoice(list: string): string | null {
  try {
    return localStorage.getItem(key(list));
  } catch {
    return null;
  }
}

export function rememberChoice(list: string, choice: string): void {
  try {
    localStorage.setItem(key(list), choice);
  } catch {
    // Without storage the choice holds as long as the page is shown.
  }
}

/** Forgets what was chosen in all lists whose names begin so. */
export function forgetChoices(beginning: string): void {
  try {
    const all = Object.keys(localStorage);
    for (const one of all.filter((name) => name.startsWith(key(beginning)))) localStorage.removeItem(one);
  } catch {
    // Then there is nothing to forget.
  }
}

function key(list: string): string {
  return `idp-console.${list}`;
}
