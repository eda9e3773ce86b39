import { lazy, Suspense, type ReactNode } from "react";
import { useStart } from "../backend/start-queries.ts";
import { Notices } from "./notices.tsx";

const FaultPage = lazy(() => import("../features/start-up/fault-page.tsx"));

/** The console, or what keeps it from opening and how to go on. */
export function StartGate({ children }: { children: ReactNode }) {
  const { data } = useStart();
  if (data?.state !== "blocked") return children;
  return (
    <Suspense>
      <Notices />
      <FaultPage start={data} />
    </Suspense>
  );
}
