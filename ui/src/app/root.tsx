import "@cloudscape-design/global-styles/index.css";
import "./app.css";
import I18nProvider from "@cloudscape-design/components/i18n";
import enMessages from "@cloudscape-design/components/i18n/messages/all.en";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { BackendProvider } from "../backend/backend-context.tsx";
import { NotificationsProvider } from "../parts/notifications.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { backend, queryClient } from "./session.ts";

/** Renders a window's content with all that it stands on. */
export function renderRoot(element: HTMLElement, content: ReactNode): void {
  createRoot(element).render(
    <StrictMode>
      <I18nProvider locale="en" messages={[enMessages]}>
        <BackendProvider backend={backend}>
          <QueryClientProvider client={queryClient}>
            {/* Notifications have a dialog of their own, which may fail as well. */}
            <ErrorBoundary>
              <NotificationsProvider>
                <ErrorBoundary>{content}</ErrorBoundary>
              </NotificationsProvider>
            </ErrorBoundary>
          </QueryClientProvider>
        </BackendProvider>
      </I18nProvider>
    </StrictMode>,
  );
}
