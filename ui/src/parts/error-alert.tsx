import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import type { BackendError } from "../backend/backend.ts";
import { ERRORS } from "../backend/errors.ts";
import { UntrustedText } from "../components/untrusted-text.tsx";
import { actions } from "../messages/actions.ts";

interface ErrorAlertProps {
  error: BackendError;
  onRetry?: () => void;
}

/** Why something could not be shown or done, and what to do next. */
export function ErrorAlert({ error, onRetry }: ErrorAlertProps) {
  return (
    <Alert
      type={ERRORS[error.code].severity}
      header={error.title}
      action={
        onRetry === undefined ? null : (
          <Button formAction="none" onClick={onRetry}>
            {actions.retry}
          </Button>
        )
      }
    >
      {error.advice}
      {error.detail === null ? null : (
        <ExpandableSection headerText={actions.details} variant="inline">
          <UntrustedText code>{error.detail}</UntrustedText>
        </ExpandableSection>
      )}
    </Alert>
  );
}
