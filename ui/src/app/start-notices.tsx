import { lazy, Suspense, useEffect, useState } from "react";
import { useBackend } from "../backend/backend-context.tsx";
import { useStart } from "../backend/start-queries.ts";

const StartBar = lazy(() => import("../features/start-up/start-bar.tsx"));

/** What there is to say about the start, loaded when there is something. */
export function StartNotices() {
  const backend = useBackend();
  const { data } = useStart();
  const [reloaded, setReloaded] = useState(false);
  useEffect(() => {
    backend
      .takeReloadNotice()
      .then((told) => {
        if (told) setReloaded(true);
      })
      .catch(() => undefined);
  }, [backend]);
  const quiet = data === undefined || (data.state === "open" && data.unreadable.length === 0);
  if (quiet && !reloaded) return null;
  return (
    <Suspense>
      <StartBar
        start={data}
        {...(reloaded ? { onReloadRead: () => setReloaded(false) } : {})}
      />
    </Suspense>
  );
}
