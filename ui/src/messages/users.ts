import { titles } from "./page-titles.ts";

/** Local users: whom sign-ins created here. */
export const users = {
  title: titles.users,
  description: "Whom sign-ins created on this machine, by the USER rules of their provider.",
  loading: "Loading local users",
  counter: (count: number) => `(${count.toLocaleString("en")})`,
  search: "Find by user name, e-mail address or provider",
  searchLabel: "Find local users",
  matches: (count: number) => (count === 1 ? "1 match" : `${count} matches`),
  noMatch: { title: "No matches", text: "No local user fits.", clear: "Clear filter" },
  columns: {
    username: "User name",
    email: "E-mail address",
    providers: "Signs in through",
    created: "Created",
    updated: "Last change",
  },
  empty: {
    title: "No local users",
    text: "Open a test run that passed and look at its tab Local user: it says what would happen, and creates the user when you say so.",
    action: "Go to test runs",
  },
  noProvider: "No provider any more",
  nothing: "–",
};

/** One local user. */
export const user = {
  page: titles.user,
  loading: "Loading the local user",
  back: "All local users",
  profile: "Fields",
  links: "Accounts",
  linksHint: "Provider and subject: by these the person is known again, whatever else changes.",
  noLinks: "None. The person is known again by a verified e-mail address only.",
  linkColumns: { provider: "Provider", subject: "Subject (sub)" },
  history: "History",
  historyHint: "The latest first.",
  historyColumns: { at: "When", what: "What", changes: "Fields", from: "By" },
  kinds: { created: "Created", updated: "Updated", unlinked: "Account removed" },
  newLink: "Account linked",
  purged: "The provider was deleted for good.",
  from: (provider: string) => `Sign-in through ${provider}`,
  run: "Open the test run",
  noFields: "No field changed.",
  proven: "The provider verified the e-mail address.",
  verified: "E-mail address verified by a provider",
  yes: "Yes",
  no: "No",
  change: (name: string, old: string, next: string) => `${name}: ${old} → ${next}`,
  none: "nothing",
  remove: {
    action: "Delete",
    title: (name: string) => `Delete ${name}?`,
    text: "The user, its accounts and its history are gone for good, with all values in them. When the person signs in again, it is somebody new.",
    confirm: "Delete",
    done: (name: string) => `${name} was deleted.`,
  },
};

/** What a test run would make of the local users. */
export const runUser = {
  tab: "Local user",
  loading: "Looking at the local users",
  dry: "Nothing was changed. This is what would happen if the person signed in now.",
  headers: {
    created: (name: string) => `${name} would be created`,
    updated: (name: string) => `${name} would be updated`,
    unchanged: (name: string) => `${name} stays as it is`,
    rejected: "Nobody would be created or changed",
  },
  somebody: "A user",
  rulesChanged: {
    title: "The rules have changed since this test",
    text: "The values below are by the present rules. The tab Mapped shows those of the test.",
  },
  apply: { created: "Create here", updated: "Update here" },
  applied: {
    created: (name: string) => `${name} was created.`,
    updated: (name: string) => `${name} was updated.`,
    unchanged: (name: string) => `${name} was up to date already.`,
    rejected: "Nothing was changed. The page says why.",
  },
  open: "Open the local user",
  link: "The account is linked to this user.",
  table: "Fields",
  columns: { field: "Field", old: "Before", next: "After", fate: "Would be", why: "Why" },
  fates: {
    set: "Set",
    changed: "Changed",
    cleared: "Emptied",
    kept: "As it is",
    empty: "No value",
  },
  noRules: "There are no USER rules. Add some on the tab Attributes of the provider.",
};
