import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

/** The buttons of a dialog, in the order of the design system: the main one is the last. */
export function ModalFooter({ children }: { children: ReactNode }) {
  return (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        {children}
      </SpaceBetween>
    </Box>
  );
}
