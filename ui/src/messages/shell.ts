export const shell = {
  product: "IdP Console",
  logo: "Logo",
  settings: "Settings",
  loading: "Loading",
  documentTitle: (page: string) => `${page} – IdP Console`,
  navigation: {
    label: "Main navigation",
    close: "Close navigation",
    toggle: "Open navigation",
    providers: "Identity providers",
    simulator: "Sign-in simulator",
    runs: "Test runs",
    users: "Users",
    practicePool: "Practice pool",
    settings: "Settings",
  },
  help: {
    label: "Help",
    close: "Close help",
    toggle: "Open help",
    info: "Info",
  },
  notifications: { label: "Notifications", dismiss: "Dismiss" },
  broken: {
    header: "This page stopped working",
    advice: "Nothing that was saved is lost. Load the page again; if it happens again, restart the console.",
    reload: "Load again",
  },
  unknownPage: {
    title: "Page not found",
    text: "There is no page at this address.",
    back: "Go to Identity providers",
  },
};

/** In the top bar and in the settings. */
export const appearance = {
  title: "Appearance",
  colours: "Colours",
  colourNames: { system: "As the system", light: "Light", dark: "Dark" },
  spacing: "Spacing",
  spacings: {
    comfortable: { label: "Comfortable", description: "With room around everything." },
    compact: { label: "Compact", description: "More on one screen." },
  },
};
