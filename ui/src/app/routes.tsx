import type { AppLayoutProps } from "@cloudscape-design/components/app-layout";
import { lazy, type ReactNode } from "react";
import { ProviderListPage } from "../features/providers/provider-list-page.tsx";
import { titles } from "../messages/page-titles.ts";
import { shell } from "../messages/shell.ts";
import type { Place } from "../routing/location.ts";
import { paths, providerTab, segments } from "../routing/paths.ts";

const ProviderPage = lazy(() => import("../features/providers/provider-page.tsx"));
const formPage = () => import("../features/provider-form/provider-form-page.tsx");
const NewDraftPage = lazy(async () => ({ default: (await formPage()).NewDraftPage }));
const DraftPage = lazy(async () => ({ default: (await formPage()).DraftPage }));
const EditPage = lazy(async () => ({ default: (await formPage()).EditPage }));
const WritingPage = lazy(() => import("../parts/writing-page.tsx"));
const CataloguePage = lazy(() => import("../features/catalogue/catalogue-page.tsx"));
const SetupPanel = lazy(() => import("../features/provider-form/setup-panel.tsx"));
const RunPage = lazy(async () => ({
  default: (await import("../features/test-run/run-page.tsx")).RunPage,
}));
const SimulatorPage = lazy(() => import("../features/simulator/simulator-page.tsx"));
const LivePanel = lazy(async () => ({
  default: (await import("../features/test-run/live-panel.tsx")).LivePanel,
}));
const MappedCards = lazy(async () => ({
  default: (await import("../features/test-run/mapped-cards.tsx")).MappedCards,
}));
const UserPanel = lazy(() => import("../features/test-run/user-panel.tsx"));
const AttributesTable = lazy(async () => ({
  default: (await import("../features/test-run/attributes-table.tsx")).AttributesTable,
}));
const FailuresTable = lazy(async () => ({
  default: (await import("../features/provider-form/failures-table.tsx")).FailuresTable,
}));
const RunListPage = lazy(() => import("../features/test-runs/run-list-page.tsx"));
const ProviderRuns = lazy(() => import("../features/test-runs/provider-runs.tsx"));
const AttributesPanel = lazy(() => import("../features/mapping/attributes-panel.tsx"));
const HandOverPanel = lazy(() => import("../features/hand-over/hand-over-panel.tsx"));
const UserListPage = lazy(() => import("../features/users/user-list-page.tsx"));
const UserPage = lazy(() => import("../features/users/user-page.tsx"));
const TrashPage = lazy(() => import("../features/trash/trash-page.tsx"));
const PracticePoolPage = lazy(() => import("../features/practice-pool/practice-pool-page.tsx"));
const SettingsPage = lazy(() => import("../features/settings/settings-page.tsx"));
const UnknownPage = lazy(() => import("./unknown-page.tsx"));
const FormHelp = lazy(() => import("../features/provider-form/form-help.tsx"));
const RunHelp = lazy(() => import("../features/test-run/run-help.tsx"));
const PracticePoolHelp = lazy(() => import("../features/practice-pool/practice-pool-help.tsx"));

export interface Route {
  title: string;
  /** The entry of the side navigation it belongs to. */
  section: string;
  contentType: AppLayoutProps.ContentType;
  page: ReactNode;
  help: ReactNode;
}

/** The page of a place. */
export function routeOf({ path, query }: Place): Route {
  const [area = "providers", first, second] = segments(path);
  switch (area) {
    case "providers":
      return providerRoute(first, second, query);
    case "trash":
      return route(titles.trash, paths.providers(), <TrashPage />, "table");
    case "drafts": {
      if (first === undefined) return route(titles.newProvider, paths.providers(), <CataloguePage />);
      const wizard = second === "wizard";
      const page = <DraftPage key={path} id={first} wizard={wizard} />;
      const draft = formRoute(titles.newProvider, paths.providers(), page);
      return wizard ? { ...draft, contentType: "wizard" } : draft;
    }
    case "simulator":
      return route(
        shell.navigation.simulator,
        paths.simulator(),
        <SimulatorPage
          Live={LivePanel}
          Mapped={MappedCards}
          User={UserPanel}
          Attributes={AttributesTable}
          Failures={FailuresTable}
        />,
      );
    case "runs":
      return first === undefined
        ? route(shell.navigation.runs, paths.runs(), <RunListPage />, "table")
        : {
            ...route(shell.navigation.runs, paths.runs(), <RunPage key={first} runId={first} />),
            help: <RunHelp />,
          };
    case "users":
      return first === undefined
        ? route(titles.users, paths.users(), <UserListPage />, "table")
        : route(titles.user, paths.users(), <UserPage key={first} id={first} />);
    case "practice-pool":
      return {
        ...route(shell.navigation.practicePool, paths.practicePool(), <PracticePoolPage />),
        help: <PracticePoolHelp />,
      };
    case "settings":
      return route(shell.navigation.settings, paths.settings(), <SettingsPage />);
    default:
      return route(shell.unknownPage.title, "", <UnknownPage />);
  }
}

function providerRoute(
  id: string | undefined,
  action: string | undefined,
  query: URLSearchParams,
): Route {
  const title = shell.navigation.providers;
  const section = paths.providers();
  if (id === undefined) return route(title, section, <ProviderListPage />, "table");
  if (id === "new") {
    return action === undefined
      ? route(titles.newProvider, section, <CataloguePage />, "cards")
      : formRoute(titles.newProvider, section, <NewDraftPage key={action} entry={action} wizard={query.has("wizard")} />);
  }
  if (action === "edit") {
    return formRoute(titles.editProvider, paths.provider(id), <EditPage key={id} id={id} />);
  }
  const panels = {
    "set-up": <SetupPanel providerId={id} />,
    attributes: <AttributesPanel providerId={id} />,
    "test-runs": <ProviderRuns providerId={id} />,
    "hand-over": <HandOverPanel providerId={id} />,
  };
  const page = <ProviderPage key={id} id={id} tab={providerTab(query.get("tab"))} panels={panels} />;
  return route(title, section, page);
}

function formRoute(title: string, back: string, page: ReactNode): Route {
  const writing = (
    <WritingPage title={title} back={back}>
      {page}
    </WritingPage>
  );
  return { ...route(title, paths.providers(), writing, "form"), help: <FormHelp /> };
}

function route(
  title: string,
  section: string,
  page: ReactNode,
  contentType: AppLayoutProps.ContentType = "default",
): Route {
  return { title, section, contentType, page, help: null };
}
