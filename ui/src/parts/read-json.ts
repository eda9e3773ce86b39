/** What a kept text says; null where it is none, or no JSON: then nothing was kept. */
export function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
