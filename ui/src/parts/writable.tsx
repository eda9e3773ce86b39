import Box from "@cloudscape-design/components/box";
import type { ReactNode } from "react";
import { useReadOnly } from "../backend/start-queries.ts";
import { startUp } from "../messages/start-up.ts";

interface WritableProps {
  /** Whether it is a part of a page that has its own heading. */
  part?: boolean;
  children: ReactNode;
}

/** What only makes sense while the data can be changed; why and what to do is said above. */
export function Writable({ part = false, children }: WritableProps) {
  if (!useReadOnly()) return children;
  return (
    <Box padding="xxl" textAlign="center" data-testid="not-writable">
      <Box variant={part ? "h2" : "h1"}>{startUp.readOnly.header}</Box>
      <Box color="text-body-secondary">{startUp.readOnly.page}</Box>
    </Box>
  );
}
