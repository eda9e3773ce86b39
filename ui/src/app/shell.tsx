import AppLayout from "@cloudscape-design/components/app-layout";
import SideNavigation from "@cloudscape-design/components/side-navigation";
import TopNavigation from "@cloudscape-design/components/top-navigation";
import { Suspense, useEffect, useState } from "react";
import { shell as text } from "../messages/shell.ts";
import { forgetEarlyInput } from "../parts/early-input.ts";
import { NOT_KEPT_PLACE } from "../parts/not-kept-place.ts";
import { usePageTitle } from "../parts/page-title.ts";
import { navigate, usePlace } from "../routing/location.ts";
import { paths } from "../routing/paths.ts";
import { useAppearanceMenu } from "./appearance-menu.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { useFocusKept, useHeadingFocus } from "./heading-focus.ts";
import { Notices } from "./notices.tsx";
import { PageLoading } from "./page-loading.tsx";
import { PAGES } from "./pages.ts";
import { routeOf } from "./routes.tsx";
import { StartNotices } from "./start-notices.tsx";

const WIDE = window.matchMedia("(min-width: 900px)");

/** Frame of the main window: navigation, notifications, help and the page. */
export function Shell() {
  const place = usePlace();
  const route = routeOf(place);
  const [navigationOpen, setNavigationOpen] = useState(WIDE.matches);
  const [helpOpen, setHelpOpen] = useState(false);

  useEffect(() => {
    window.scrollTo(0, 0);
  }, [place.path]);
  useHeadingFocus(place.path);
  useFocusKept();
  useEffect(forgetEarlyInput, []);

  const appearanceMenu = useAppearanceMenu();
  const follow = (event: { preventDefault: () => void }, href: string) => {
    event.preventDefault();
    navigate(href);
  };

  return (
    <>
      <div id="top-navigation" className="top-navigation">
        <TopNavigation
          identity={{
            title: text.product,
            href: paths.providers(),
            logo: { src: "/icon.svg", alt: text.logo },
            onFollow: (event) => follow(event, paths.providers()),
          }}
          utilities={[
            {
              type: "button",
              iconName: "settings",
              title: text.settings,
              ariaLabel: text.settings,
              href: paths.settings(),
              onFollow: (event) => follow(event, paths.settings()),
              onClick: (event) => follow(event, paths.settings()),
            },
            appearanceMenu,
          ]}
        />
      </div>
      <AppLayout
        headerSelector="#top-navigation"
        contentType={route.contentType}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        navigationWidth={210}
        navigation={
          <SideNavigation
            activeHref={route.section}
            items={PAGES}
            onFollow={(event) => follow(event, event.detail.href)}
          />
        }
        notifications={
          <>
            <StartNotices />
            <div id={NOT_KEPT_PLACE} />
            <Notices />
          </>
        }
        stickyNotifications
        toolsHide={route.help === null}
        toolsOpen={helpOpen && route.help !== null}
        onToolsChange={({ detail }) => setHelpOpen(detail.open)}
        tools={<Suspense>{route.help}</Suspense>}
        ariaLabels={{
          navigation: text.navigation.label,
          navigationClose: text.navigation.close,
          navigationToggle: text.navigation.toggle,
          notifications: text.notifications.label,
          tools: text.help.label,
          toolsClose: text.help.close,
          toolsToggle: text.help.toggle,
        }}
        content={
          <ErrorBoundary resetKey={place.path}>
            <RouteTitle key={place.path} title={route.title} />
            <Suspense fallback={<PageLoading />}>{route.page}</Suspense>
          </ErrorBoundary>
        }
      />
    </>
  );
}

/** The title until the page knows better; it stands before the page, so its effect runs first. */
function RouteTitle({ title }: { title: string }) {
  usePageTitle(title);
  return null;
}
