import Alert from "@cloudscape-design/components/alert";
import LiveRegion from "@cloudscape-design/components/live-region";
import { useState } from "react";
import { createPortal } from "react-dom";
import type { BackendError } from "../backend/backend.ts";
import { actions } from "../messages/actions.ts";
import { NOT_KEPT_PLACE } from "./not-kept-place.ts";

const text = actions.notKept;

interface NotKeptProps {
  failure: BackendError;
  /** Stays where it is: in a dialog, which covers the page. */
  inPlace?: boolean;
}

/**
 * What was typed is on the screen and nowhere else; said as long as that is so, in view wherever
 * on its page one types, and to screen readers.
 */
export function NotKept({ failure, inPlace = false }: NotKeptProps) {
  const [place] = useState(() => (inPlace ? null : document.getElementById(NOT_KEPT_PLACE)));
  const said = (
    <div>
      <Alert type="error" header={text.title} data-testid="not-kept">
        {text.text(failure.title, failure.advice)}
      </Alert>
      <LiveRegion hidden assertive>
        {text.title}
      </LiveRegion>
    </div>
  );
  return place === null ? said : createPortal(said, place);
}
