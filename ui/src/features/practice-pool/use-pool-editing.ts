import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import { useNotifications } from "../../parts/notifications.tsx";
import { copiedClient, copiedUser, newClient, newUser } from "./new-entries.ts";
import type { KeptEntry } from "./kept-entries.ts";
import { rowsOf, type PoolClient, type PoolSettings, type PoolUser } from "./pool-settings.ts";

/** What a person asked for. A client is known by its ID, a user by the name. */
export type PoolRequest =
  | { act: "edit"; what: "pool" }
  | { act: "add"; what: "client" | "user" }
  | { act: "edit" | "duplicate" | "remove"; what: "client" | "user"; key: string };

/** What is open: `key` is null for what is not in the settings yet. */
export type Editing =
  | { what: "pool"; draft: PoolSettings }
  | { what: "client"; key: string | null; draft: PoolClient }
  | { what: "user"; key: string | null; draft: PoolUser }
  | { what: "removal"; of: "client" | "user"; key: string; name: string };

export type EditedEntry = Exclude<Editing, { what: "removal" }>;

/** What is open, by an identifier of its opening; `before` is what was typed and kept. */
export interface Opened {
  id: string;
  editing: Editing;
  before: KeptEntry | null;
}

/** Reads the settings anew for each request: a sign-in can have changed a password meanwhile. */
export function usePoolEditing() {
  const backend = useBackend();
  const { failed } = useNotifications();
  const [opened, setOpened] = useState<Opened | null>(null);
  const open = useMutation({
    mutationFn: async (request: PoolRequest) =>
      editingOf(request, parseSettings(await backend.getPracticePoolSettings())),
    // Asked for twice, or for something else meanwhile: what is open stays.
    onSuccess: (editing) => {
      if (editing === null) return;
      setOpened((now) => now ?? { id: crypto.randomUUID(), editing, before: null });
    },
    onError: (error) => failed(error),
  });
  return {
    opened,
    open: open.mutate,
    goOn: (before: KeptEntry) => setOpened({ id: before.id, editing: before.editing, before }),
    /** It was saved as this, and is edited on. */
    goOnWith: (editing: EditedEntry) => setOpened((now) => (now === null ? null : { ...now, editing })),
    close: () => setOpened(null),
  };
}

/** The document comes from the pool itself, which keeps no other form. */
export const parseSettings = (text: string) => JSON.parse(text) as PoolSettings;

function editingOf(request: PoolRequest, settings: PoolSettings): Editing | null {
  if (request.what === "pool") return { what: "pool", draft: settings };
  return request.what === "client" ? clientOf(request, settings) : userOf(request, settings);
}

type EntryRequest = Exclude<PoolRequest, { what: "pool" }>;

function clientOf(request: EntryRequest, { clients }: PoolSettings): Editing | null {
  if (request.act === "add") return { what: "client", key: null, draft: newClient() };
  const { act, key } = request;
  const client = clients.find(({ id }) => id === key);
  if (client === undefined) return null;
  if (act === "remove") return { what: "removal", of: "client", key, name: client.name };
  return act === "edit"
    ? { what: "client", key, draft: client }
    : { what: "client", key: null, draft: copiedClient(client) };
}

function userOf(request: EntryRequest, settings: PoolSettings): Editing | null {
  if (request.act === "add") return { what: "user", key: null, draft: newUser() };
  const { act, key } = request;
  const user = settings.users.find(({ name }) => name === key);
  if (user === undefined) return null;
  if (act === "remove") return { what: "removal", of: "user", key, name: user.name };
  return act === "edit"
    ? { what: "user", key, draft: rowsOf(user) }
    : { what: "user", key: null, draft: copiedUser(rowsOf(user), settings) };
}
