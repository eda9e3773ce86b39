import { createContext, use, type ReactNode } from "react";
import type { Backend } from "./backend.ts";

const BackendContext = createContext<Backend | null>(null);

export function BackendProvider(props: { backend: Backend; children: ReactNode }) {
  return <BackendContext value={props.backend}>{props.children}</BackendContext>;
}

export function useBackend(): Backend {
  const backend = use(BackendContext);
  if (backend === null) throw new Error("BackendProvider is missing");
  return backend;
}
