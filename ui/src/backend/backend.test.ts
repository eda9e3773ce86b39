import { expect, test } from "vitest";
import { BackendError, createBackend } from "./backend.ts";
import type { commands, IpcError } from "./bindings.ts";

const refusal: IpcError = {
  code: "not_found",
  title: "Gone.",
  advice: "Go back.",
  fields: [],
  detail: null,
  comparison: null,
};

function backendOf(command: () => Promise<unknown>) {
  return createBackend({ listProviders: command } as unknown as typeof commands);
}

test("a success yields its data", async () => {
  const backend = backendOf(() => Promise.resolve({ status: "ok", data: [] }));
  await expect(backend.listProviders()).resolves.toEqual([]);
});

test("a refusal keeps its code and texts", async () => {
  const backend = backendOf(() => Promise.resolve({ status: "error", error: refusal }));
  await expect(backend.listProviders()).rejects.toMatchObject({ code: "not_found", advice: "Go back." });
});

test("a rejection that is not ours has the code internal", async () => {
  const backend = backendOf(() => Promise.reject(new TypeError("no such command")));
  const failure = backend.listProviders();
  await expect(failure).rejects.toBeInstanceOf(BackendError);
  await expect(failure).rejects.toMatchObject({ code: "internal", detail: "no such command" });
});
