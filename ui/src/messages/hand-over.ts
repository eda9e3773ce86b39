export const handOver = {
  title: "Hand-over",
  description:
    "Every field that the consumer asks for, in the order of its form. Work down the list; nothing is sent anywhere.",
  loading: "Loading the hand-over page",
  consumer: "Consumer",
  location: "Where its form is",
  fields: "Fields of the form",
  progress: (done: number, all: number) => `(${done}/${all} done)`,
  columns: { copy: "Copy", field: "Field", value: "Value", done: "Done" },
  setTo: (value: string) => `Set to ${value}`,
  leaveEmpty: "Leave empty",
  own: "Not in the definition",
  doneOf: (label: string) => `${label} is done`,
  hosted: {
    title: "Cognito's own pages",
    description:
      "To see how they look, and to hand on. Whoever signs in there comes to the consumer without its state, and is refused.",
    signIn: "Sign-in page",
    signOut: "Sign-out page",
    noSignOut: "Not without a sign-out URL. Enter one in the definition, as it is registered at the provider.",
    open: "Open in the browser",
    opens: (what: string) => `Open in the browser: ${what}`,
  },
  notes: "Before you start",
  redirect: {
    title: "Registered callback URL",
    text: "The consumer must use exactly this callback URL. When its form shows another one, change it here and at the provider first.",
    what: "callback URL",
  },
  secret: {
    copy: "Copy the client secret",
    hidden: "Never shown. The console puts it on the clipboard.",
    left: (seconds: number) => `On the clipboard for ${seconds} s, then cleared`,
    copied: (seconds: number) =>
      `The client secret is on the clipboard for ${seconds} seconds, then it is cleared.`,
    ends: {
      cleared: "The clipboard was cleared of the client secret.",
      replaced: "Something else was copied since the client secret, and stays on the clipboard.",
      failed:
        "The clipboard could not be cleared of the client secret. Copy something else in its place.",
    },
    none: "No client secret is stored.",
    enter: "Enter it",
  },
  untested: {
    never_tested: {
      title: "Not tested yet",
      text: "Nobody has signed in with these values. Test the connection before you hand them over.",
    },
    stale: {
      title: "Changed since the last test",
      text: "The last test passed with other values. Test the connection again before you hand these over.",
    },
    failed: {
      title: "The last test failed",
      text: "With these values the sign-in did not work. Find out why before you hand them over.",
    },
    action: "Test connection",
  },
  none: {
    title: "Nothing to hand over",
    text: "A user store is asked directly with user name and password; no OAuth form takes its values.",
  },
};
