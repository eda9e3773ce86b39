export const settings = {
  title: "Settings",
  appearance: {
    title: "Appearance",
    label: "Colours",
    options: { system: "As the system", light: "Light", dark: "Dark" },
  },
  store: {
    title: "Secret store",
    description: "Where client secrets are kept. They never leave it towards this window.",
    kind: "Kept in",
    state: "State",
    survives: "After a restart",
    survivesYes: "Secrets are still there",
    survivesNo: "Secrets have to be entered again",
    notChosen: "Not chosen yet",
    kinds: {
      keychain: "System keychain",
      vault: "Encrypted vault",
      session: "This session only",
    },
    states: {
      ready: "Ready",
      locked: "Locked",
      unavailable: "Not available",
      waiting_for_prompt: "Waiting for you to answer the system's prompt",
      not_chosen: "Not chosen yet",
    },
    choose: "Choose secret store",
    change: "Choose another store",
    unlock: "Unlock",
  },
  runs: {
    title: "Test runs",
    description: "Runs keep the attribute values that were received.",
  },
  about: {
    title: "About",
    product: "Product",
    version: "Version",
    folder: "Data folder",
  },
};
