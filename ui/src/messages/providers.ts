export const providers = {
  drafts: {
    text: (count: number) =>
      count === 1
        ? "One draft is kept and not saved as an identity provider yet."
        : `${count} drafts are kept and not saved as identity providers yet.`,
    open: (count: number) => (count === 1 ? "Go on with it" : "Go on with one of them"),
  },
  title: "Identity providers",
  description: "Connections to AWS Cognito and other identity providers, kept on this machine.",
  add: "Add identity provider",
  trash: "Trash",
  search: "Search by name, host, client ID or tag",
  searchLabel: "Search identity providers",
  statusFilter: "Filter by test status",
  anyStatus: "Any test status",
  matches: (count: number) => (count === 1 ? "1 match" : `${count.toLocaleString("en")} matches`),
  clearFilter: "Clear filter",
  noneReadable: {
    title: "No identity provider can be read",
    text: "They are still in the database. The message at the top names them and says what can be done.",
  },
  noMatch: { title: "No matches", text: "No identity provider fits the search." },
  empty: {
    title: "No identity providers yet",
    text: "Three ways to begin:",
    practice: {
      title: "Try it with the practice pool",
      text: "A stand-in for a Cognito user pool on this machine. No AWS account, nothing to read: sign in and see what comes back.",
      action: "Start the practice pool",
    },
    wizard: {
      title: "Set up AWS Cognito step by step",
      text: "What to choose in the AWS console and where, with every value ready to copy.",
      action: "Begin the set-up",
    },
    discovery: {
      title: "Paste a discovery URL",
      text: "An issuer, a discovery URL, a domain or a user pool ID: the endpoints are read from it.",
      label: "Issuer or discovery URL",
      action: "Read it",
      empty: "Paste an address first.",
      nothing: "Nothing was found there.",
    },
    all: "All kinds of identity providers",
  },
  loading: "Loading identity providers",
  columns: {
    name: "Name and tags",
    kind: "Type",
    host: "Host",
    clientId: "Client ID",
    status: "Test status",
    lastTested: "Last tested",
    actions: "Actions",
  },
  kinds: { oauth_openid: "OAuth/OpenID", user_store: "API user store" },
  disabled: "Disabled",
  actions: {
    menu: "Actions",
    menuOf: (name: string) => `Actions for ${name}`,
    test: "Test connection",
    edit: "Edit",
    duplicate: "Duplicate",
    enable: "Enable",
    disable: "Disable",
    remove: "Delete",
    duplicated: (name: string, withSecret: boolean) =>
      withSecret
        ? `This is the copy, ${name}. It has its own copy of the client secret.`
        : `This is the copy, ${name}.`,
    copied: (name: string) => `The copy is called ${name}.`,
    show: "Show the copy",
    enabled: (name: string) => `${name} is enabled.`,
    disabled: (name: string) => `${name} is disabled. It can still be tested, but is not offered to people.`,
  },
  select: {
    group: "Select identity providers",
    all: "Select all identity providers",
    one: (name: string) => `Select ${name}`,
  },
  remove: {
    title: (count: number) =>
      count === 1 ? "Delete identity provider?" : `Delete ${count} identity providers?`,
    one: (name: string) => `${name} goes to the trash. Its test runs and its client secret are kept with it.`,
    many: "These identity providers go to the trash. Their test runs and client secrets are kept with them:",
    more: (count: number) => `and ${count} more`,
    restorable: "From there it can be restored until the trash is emptied. Nothing changes in AWS.",
    confirm: "Delete",
    done: (name: string) => `${name} was deleted.`,
    doneMany: (count: number) => `${count} identity providers were deleted.`,
  },
};
