import Alert from "@cloudscape-design/components/alert";
import type { BackendError } from "../backend/backend.ts";
import { actions } from "../messages/actions.ts";

/** What was typed is on the screen and nowhere else; said as long as that is so. */
export function NotKept({ failure }: { failure: BackendError | null }) {
  if (failure === null) return null;
  return (
    <Alert type="error" header={actions.notKept.title} data-testid="not-kept">
      {`${failure.title} ${failure.advice} ${actions.notKept.text}`}
    </Alert>
  );
}
