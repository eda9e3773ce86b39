import Alert from "@cloudscape-design/components/alert";
import LiveRegion from "@cloudscape-design/components/live-region";
import type { BackendError } from "../backend/backend.ts";
import { actions } from "../messages/actions.ts";

const text = actions.notKept;

/**
 * What was typed is on the screen and nowhere else; said as long as that is so, in view wherever
 * on its page one types, and to screen readers.
 */
export function NotKept({ failure }: { failure: BackendError }) {
  return (
    <div className="not-kept">
      <Alert type="error" header={text.title} data-testid="not-kept">
        {text.text(failure.title, failure.advice)}
      </Alert>
      <LiveRegion hidden assertive>
        {text.title}
      </LiveRegion>
    </div>
  );
}
