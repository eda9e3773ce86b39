const types = {
  oauth_openid: "OAuth/OpenID",
  api_user_store: "API (user stores)",
};

export const catalogue = {
  title: "Choose what to connect",
  description: "Nothing is changed at the provider. What you type is kept as a draft until you save it.",
  types,
  entries: "Catalogue",
  all: "All types",
  typeFilter: "Filter by type",
  search: "Search the catalogue",
  placeholder: "Search by name, such as user pool, Okta or GitHub",
  matches: (count: number) => (count === 1 ? "1 match" : `${count} matches`),
  none: { title: "Nothing found", text: "Any provider with a discovery document fits OpenID Connect." },
  wizard: "Set up step by step",
  form: "Fill in a form",
  actionOf: (action: string, name: string) => `${action}: ${name}`,
  drafts: {
    title: "Continue where you left off",
    untitled: "Untitled",
    inTrash: "Changes of an identity provider that is in the trash",
    restore: "Restore and continue",
    restoreOf: (name: string) => `Restore and continue ${name}`,
    new: "New identity provider",
    edit: "Changes to an identity provider",
    step: (step: string) => `Step: ${step}`,
    name: "Name",
    kept: "Kept",
    continue: "Continue",
    continueOf: (name: string) => `Continue ${name}`,
    discard: "Discard",
    discardOf: (name: string) => `Discard ${name}`,
    discardTitle: "Discard this draft?",
    discardText: (name: string) =>
      `What was typed into ${name} is gone for good, a client secret included.`,
  },
};
