const KEY = "idp-console.consumer";

/** The consumer that was chosen last, on whichever provider. */
export function rememberedConsumer(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberConsumer(consumer: string): void {
  try {
    localStorage.setItem(KEY, consumer);
  } catch {
    // Without storage the choice holds as long as the page is shown.
  }
}
