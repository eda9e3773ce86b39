import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { useEffect, useState, type ReactNode } from "react";
import type { ErrorAction } from "../backend/errors.ts";
import { UntrustedText } from "../components/untrusted-text.tsx";
import { actions } from "../messages/actions.ts";
import { shell } from "../messages/shell.ts";
import { afterPress } from "../parts/after-press.ts";
import { useLatest } from "../parts/latest.ts";
import { useNotices, type Notice } from "../parts/notifications.tsx";
import { navigate } from "../routing/location.ts";
import { paths } from "../routing/paths.ts";

/** How long good news stays. */
const READ_MS = 10_000;
/** How long there is time to take something back. */
const OFFER_MS = 30_000;

export default function NoticeBar() {
  const { notices, dismiss } = useNotices();
  const [held, setHeld] = useState(false);
  usePassing(notices, held, dismiss);
  return (
    <div
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Flashbar
        stackItems={notices.length > 2}
        i18nStrings={{ ariaLabel: shell.notifications.label }}
        items={notices.map((notice) => flash(notice, () => dismiss(notice.id)))}
      />
    </div>
  );
}

/** Good news leaves by itself, unless somebody is at it; what went wrong stays. */
function usePassing(notices: readonly Notice[], held: boolean, dismiss: (id: string) => void) {
  const passing = notices
    .filter(({ severity }) => severity === "success" || severity === "info")
    .map(({ id, offer }) => ({ id, after: offer === undefined ? READ_MS : OFFER_MS }));
  const key = JSON.stringify(passing);
  const latest = useLatest({ passing, dismiss });
  useEffect(() => {
    if (held) return;
    const timers = latest.current.passing.map(({ id, after }) =>
      setTimeout(() => afterPress(() => latest.current.dismiss(id)), after),
    );
    return () => timers.forEach(clearTimeout);
  }, [key, held, latest]);
}

function flash(notice: Notice, dismiss: () => void): FlashbarProps.MessageDefinition {
  return {
    id: notice.id,
    type: notice.severity,
    header: notice.title,
    // An alert would take the focus from whoever types, and is not read out as the first one.
    ariaRole: "status",
    dismissible: true,
    dismissLabel: shell.notifications.dismiss,
    onDismiss: dismiss,
    content: (
      <>
        {notice.text}
        {notice.detail === undefined ? null : (
          <ExpandableSection headerText={actions.details}>
            <UntrustedText code>{notice.detail}</UntrustedText>
          </ExpandableSection>
        )}
      </>
    ),
    action: noticeButton(notice, dismiss),
  };
}

function noticeButton(notice: Notice, dismiss: () => void) {
  const button = (label: string, act: () => void) => (
    <Button
      onClick={() => {
        dismiss();
        act();
      }}
    >
      {label}
    </Button>
  );
  if (notice.offer !== undefined) return button(notice.offer.label, notice.offer.act);
  return notice.action === undefined ? null : actionButton(notice.action, notice, button);
}

function actionButton(
  action: ErrorAction,
  notice: Notice,
  button: (label: string, act: () => void) => ReactNode,
) {
  switch (action) {
    case "choose_secret_store":
    case "open_settings":
      return button(actions.openSettings, () => navigate(paths.settings()));
    case "open_test_runs":
      return button(actions.openTestRuns, () => navigate(paths.runs()));
    case "retry":
      return notice.onRetry === undefined ? null : button(actions.retry, notice.onRetry);
  }
}
