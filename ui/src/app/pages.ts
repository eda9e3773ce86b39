import { shell as text } from "../messages/shell.ts";
import { paths } from "../routing/paths.ts";

/** The entries of the main navigation. */
export const PAGES = [
  { type: "link", text: text.navigation.providers, href: paths.providers() },
  { type: "link", text: text.navigation.simulator, href: paths.simulator() },
  { type: "link", text: text.navigation.runs, href: paths.runs() },
  { type: "link", text: text.navigation.users, href: paths.users() },
  { type: "link", text: text.navigation.practicePool, href: paths.practicePool() },
  { type: "link", text: text.navigation.settings, href: paths.settings() },
] as const;
