import { createContext, lazy, Suspense, use, useEffect, useMemo, useState, type ReactNode } from "react";
import type { BackendError } from "../backend/backend.ts";
import { useBackend } from "../backend/backend-context.tsx";
import { ERRORS, type ErrorAction, type ErrorSeverity } from "../backend/errors.ts";
import { onLeaving } from "../routing/location.ts";
import { afterPress } from "./after-press.ts";
import type { Question } from "./secret-store/ask.ts";

const SecretStoreModal = lazy(() => import("./secret-store-modal.tsx"));

/** Something to do beside the text, such as taking back what was just done. */
export interface NoticeOffer {
  label: string;
  act: () => void;
  /** What it is about, to withdraw it when that has become void. */
  about: readonly string[];
}

export interface Notice {
  id: string;
  /** When it was said, by the clock of this machine. */
  at: number;
  severity: ErrorSeverity | "success";
  title: string;
  text?: string;
  detail?: string;
  action?: ErrorAction;
  onRetry?: () => void;
  offer?: NoticeOffer;
}

export interface Notifications {
  succeeded: (title: string, offer?: NoticeOffer) => void;
  informed: (title: string, text: string, offer?: NoticeOffer) => void;
  /** Takes offers away that are void by now. */
  withdraw: (about: readonly string[]) => void;
  failed: (error: BackendError, onRetry?: () => void) => void;
  /**
   * Does something that needs the secret store. Where there is none to use, asks for one
   * and does it again, so that nothing entered is lost. `withoutSecret` is offered as well,
   * where there is something to do without it.
   */
  withSecretStore: <T>(
    action: () => Promise<T>,
    withoutSecret?: () => Promise<T>,
  ) => Promise<T>;
}

const NotificationsContext = createContext<Notifications | null>(null);
const NoticesContext = createContext<{ notices: Notice[]; dismiss: (id: string) => void } | null>(
  null,
);

let noticeCount = 0;
/** As long before a change of page as what caused it may have been said. */
const JUST_NOW_MS = 1000;

export function NotificationsProvider({ children }: { children: ReactNode }) {
  const backend = useBackend();
  const [notices, setNotices] = useState<Notice[]>([]);
  const [question, setQuestion] = useState<Question | null>(null);

  const notifications = useMemo<Notifications>(() => {
    const add = (notice: Omit<Notice, "id" | "at">) => {
      noticeCount += 1;
      const id = `notice-${noticeCount}`;
      // The same said twice is one notice, unless the older one offers something of its own.
      const others = (all: Notice[]) =>
        all.filter(({ title, offer }) => title !== notice.title || offer !== undefined);
      afterPress(() => setNotices((all) => [{ ...notice, id, at: Date.now() }, ...others(all)]));
    };
    const offered = (offer: NoticeOffer | undefined) => (offer === undefined ? {} : { offer });
    return {
      succeeded: (title, offer) => add({ severity: "success", title, ...offered(offer) }),
      informed: (title, text, offer) => add({ severity: "info", title, text, ...offered(offer) }),
      withdraw: (about) =>
        setNotices((all) =>
          all.filter(({ offer }) => offer?.about.some((one) => about.includes(one)) !== true),
        ),
      failed: (error, onRetry) => {
        const { severity, action } = ERRORS[error.code];
        add({
          severity,
          title: error.title,
          text: error.advice,
          ...(error.detail === null ? {} : { detail: error.detail }),
          ...(action === undefined ? {} : { action }),
          ...(onRetry === undefined ? {} : { onRetry }),
        });
      },
      withSecretStore: async (action, withoutSecret) => {
        // The list needs no secret.
        const { withStore } = await import("./secret-store/ask.ts");
        return withStore(backend, setQuestion, action, withoutSecret);
      },
    };
  }, [backend]);

  // What was done on a page is news there, and on the page that it led to.
  useEffect(
    () =>
      onLeaving(() => {
        const now = Date.now();
        const isOver = ({ severity, offer, at }: Notice) =>
          severity === "success" && offer === undefined && now - at > JUST_NOW_MS;
        setNotices((all) => (all.some(isOver) ? all.filter((notice) => !isOver(notice)) : all));
      }),
    [],
  );

  const shown = useMemo(
    () => ({
      notices,
      dismiss: (id: string) => setNotices((all) => all.filter((notice) => notice.id !== id)),
    }),
    [notices],
  );

  return (
    <NotificationsContext value={notifications}>
      <NoticesContext value={shown}>
        {children}
        {question === null ? null : (
          <Suspense>
            <SecretStoreModal
              reason={question.error}
              onReady={() => {
                // What was said of the store before is no longer true.
                setNotices((all) => all.filter(({ action }) => action !== "choose_secret_store"));
                question.answer("ready");
              }}
              onCancel={() => question.answer("cancel")}
              {...(question.optional
                ? { onWithoutSecret: () => question.answer("without") }
                : {})}
            />
          </Suspense>
        )}
      </NoticesContext>
    </NotificationsContext>
  );
}

export function useNotifications(): Notifications {
  const notifications = use(NotificationsContext);
  if (notifications === null) throw new Error("NotificationsProvider is missing");
  return notifications;
}

export function useNotices() {
  const notices = use(NoticesContext);
  if (notices === null) throw new Error("NotificationsProvider is missing");
  return notices;
}
