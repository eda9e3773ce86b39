import Box from "@cloudscape-design/components/box";
import Spinner from "@cloudscape-design/components/spinner";
import { useEffect, useState } from "react";
import { shell } from "../messages/shell.ts";

const QUIET_MS = 200;

/** Shown only when a page takes longer than a blink. */
export function PageLoading() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <Box padding="xxl" textAlign="center" color="text-status-inactive">
      <Spinner /> {shell.loading}
    </Box>
  );
}
