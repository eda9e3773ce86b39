import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { BackendError } from "../backend/backend.ts";
import { ErrorAlert } from "./error-alert.tsx";

interface PageErrorProps {
  title: string;
  error: BackendError;
  onRetry: () => void;
}

/** A page whose content could not be read. */
export function PageError({ title, error, onRetry }: PageErrorProps) {
  return (
    <SpaceBetween size="l">
      <Header variant="h1">{title}</Header>
      <ErrorAlert error={error} onRetry={onRetry} />
    </SpaceBetween>
  );
}

/** A page whose content is being read. */
export function PageReading({ text }: { text: string }) {
  return (
    <Box padding="xxl" textAlign="center" color="text-status-inactive">
      <Spinner /> {text}
    </Box>
  );
}
