/**
 * The transport of a plain browser, for tests and development: what Tauri's own transport
 * does, over loopback HTTP. It takes the place of `__TAURI_INTERNALS__`, so that the
 * generated bindings drive both and there is one list of commands.
 */

type Callback = (message: unknown) => void;

interface Listener {
  event: string;
  callback: number;
}

interface Answer {
  status: "ok" | "error";
  data?: unknown;
  error?: unknown;
}

interface ServerEvent {
  event: string;
  payload: unknown;
}

const callbacks = new Map<number, Callback>();
const listeners = new Map<number, Listener>();
let lastId = 0;

function nextId(): number {
  lastId += 1;
  return lastId;
}

function transformCallback(callback: Callback, once = false): number {
  const id = nextId();
  callbacks.set(id, (message) => {
    if (once) callbacks.delete(id);
    callback(message);
  });
  return id;
}

async function send(command: string, args: Record<string, unknown>): Promise<unknown> {
  const response = await fetch(`/ipc/${command}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(args),
  });
  const answer = (await response.json()) as Answer;
   
  if (answer.status === "error") throw answer.error;
  return answer.data;
}

function invoke(command: string, args: Record<string, unknown> = {}): Promise<unknown> {
  if (command === "plugin:event|listen") {
    const id = nextId();
    listeners.set(id, { event: String(args.event), callback: Number(args.handler) });
    return Promise.resolve(id);
  }
  if (command === "plugin:event|unlisten") return Promise.resolve(null);
  return send(command, args);
}

function forget(_event: string, id: number) {
  const listener = listeners.get(id);
  if (listener !== undefined) callbacks.delete(listener.callback);
  listeners.delete(id);
}

function deliver(message: ServerEvent) {
  for (const [id, listener] of listeners) {
    if (listener.event !== message.event) continue;
    callbacks.get(listener.callback)?.({ event: message.event, id, payload: message.payload });
  }
}

/** Puts the transport where the bindings look for it. */
export function installHttpTransport(): void {
  Object.assign(window, {
    __TAURI_INTERNALS__: {
      invoke,
      transformCallback,
      unregisterCallback: (id: number) => callbacks.delete(id),
    },
    __TAURI_EVENT_PLUGIN_INTERNALS__: { unregisterListener: forget },
  });
  const source = new EventSource("/events");
  source.onmessage = (message: MessageEvent<string>) =>
    deliver(JSON.parse(message.data) as ServerEvent);
}
