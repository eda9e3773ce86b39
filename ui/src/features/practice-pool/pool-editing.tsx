import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../../backend/backend-context.tsx";
import { poolEditor as text } from "../../messages/pool-editor.ts";
import { ConfirmModal } from "../../parts/confirm-modal.tsx";
import { useNotifications } from "../../parts/notifications.tsx";
import { ClientForm } from "./client-form.tsx";
import { EntryModal } from "./entry-modal.tsx";
import { PoolForm } from "./pool-form.tsx";
import type { KeptEntries } from "./kept-entries.ts";
import { clientKind, poolKind, storedUser, userKind, type PoolSettings } from "./pool-settings.ts";
import { parseSettings, type EditedEntry, type Editing, type Opened } from "./use-pool-editing.ts";
import { titleOf } from "./unsaved-entries.tsx";
import { UserForm } from "./user-form.tsx";

interface PoolEditingProps {
  opened: Opened;
  kept: KeptEntries;
  /** After what was saved, while more was typed. */
  onGoOn: (editing: EditedEntry) => void;
  onClose: () => void;
}

/** The dialog of what is being edited or deleted. */
export default function PoolEditing({ opened, onClose, ...rest }: PoolEditingProps) {
  const { editing } = opened;
  return editing.what === "removal" ? (
    <Removal removal={editing} onClose={onClose} />
  ) : (
    <Entry editing={editing} opened={opened} onClose={onClose} {...rest} />
  );
}

type EntryProps = PoolEditingProps & { editing: EditedEntry };

function Entry({ editing, opened, onGoOn, ...rest }: EntryProps) {
  const common = { ...rest, as: { id: opened.id, editing }, before: opened.before, title: titleOf(editing) };
  const change = useChangeSettings();
  const { succeeded } = useNotifications();
  switch (editing.what) {
    case "client": {
      const { key, draft } = editing;
      return (
        <EntryModal
          {...common}
          kind={clientKind}
          initial={draft}
          jsonHint={text.json.hint}
          form={ClientForm}
          onSave={async (client) => {
            await change((all) => ({
              ...all,
              clients: put(all.clients, client, (one) => one.id === key),
            }));
            succeeded(text.saved(client.name));
          }}
          onGoOn={(client) => onGoOn({ what: "client", key: client.id, draft: client })}
        />
      );
    }
    case "user": {
      const { key, draft } = editing;
      return (
        <EntryModal
          {...common}
          kind={userKind}
          initial={draft}
          jsonHint={text.json.hint}
          form={UserForm}
          onSave={async (user) => {
            await change((all) => ({
              ...all,
              users: put(all.users, storedUser(user), (one) => one.name === key),
            }));
            succeeded(text.saved(user.name));
          }}
          onGoOn={(user) => onGoOn({ what: "user", key: user.name, draft: user })}
        />
      );
    }
    case "pool":
      return (
        <EntryModal
          {...common}
          kind={poolKind}
          initial={editing.draft}
          jsonHint={text.json.hintPool}
          form={PoolForm}
          onSave={async (settings) => {
            await change((all) => changedParts(all, editing.draft, settings));
            succeeded(text.savedPool);
          }}
          onGoOn={(settings) => onGoOn({ what: "pool", draft: settings })}
        />
      );
  }
}

/** What was not touched stays as it is now: a sign-in can have changed a user meanwhile. */
function changedParts(now: PoolSettings, opened: PoolSettings, edited: PoolSettings): PoolSettings {
  const isSame = (part: "clients" | "users") =>
    JSON.stringify(opened[part]) === JSON.stringify(edited[part]);
  return {
    ...edited,
    clients: isSame("clients") ? now.clients : edited.clients,
    users: isSame("users") ? now.users : edited.users,
  };
}

/** An entry in the place of the one it was, or at the end. */
function put<T>(all: readonly T[], entry: T, isOld: (one: T) => boolean): T[] {
  return all.some(isOld) ? all.map((one) => (isOld(one) ? entry : one)) : [...all, entry];
}

/** Changes one part of the settings as they are now, so that nothing else is taken back. */
function useChangeSettings() {
  const backend = useBackend();
  return async (change: (settings: PoolSettings) => PoolSettings) => {
    const now = parseSettings(await backend.getPracticePoolSettings());
    await backend.updatePracticePoolSettings(JSON.stringify(change(now), null, 2));
  };
}

interface RemovalProps {
  removal: Extract<Editing, { what: "removal" }>;
  onClose: () => void;
}

function Removal({ removal, onClose }: RemovalProps) {
  const change = useChangeSettings();
  const { failed, succeeded } = useNotifications();
  const { of, key, name } = removal;
  const remove = useMutation({
    mutationFn: () =>
      change((all) =>
        of === "client"
          ? { ...all, clients: all.clients.filter(({ id }) => id !== key) }
          : { ...all, users: all.users.filter((user) => user.name !== key) },
      ),
    onSuccess: () => succeeded(text.deleted(name)),
    onError: (error) => failed(error),
  });
  const isClient = of === "client";
  return (
    <ConfirmModal
      title={isClient ? text.removal.client(name) : text.removal.user(name)}
      confirm={text.remove}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(undefined, { onSettled: onClose })}
      onCancel={onClose}
    >
      {isClient ? text.removal.clientText : text.removal.userText}
    </ConfirmModal>
  );
}
