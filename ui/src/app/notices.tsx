import { lazy, Suspense } from "react";
import { useNotices } from "../parts/notifications.tsx";

const NoticeBar = lazy(() => import("./notice-bar.tsx"));

/** The notifications, loaded with the first one. */
export function Notices() {
  const { notices } = useNotices();
  if (notices.length === 0) return null;
  return (
    <Suspense>
      <NoticeBar />
    </Suspense>
  );
}
