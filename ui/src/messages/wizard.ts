const steps = {
  callback: "Callback URL",
  pool: "User pool and domain",
  client: "App client",
  scopes: "Scopes",
  test_user: "Test user",
  review: "Review and save",
};

const descriptions = {
  callback: "Everything starts with the address that your broker or application shows.",
  pool: "Where people sign in.",
  client: "What the broker or application signs in with.",
  scopes: "What the sign-in asks for.",
  test_user: "Somebody to try it with.",
  review: "All values once more. Nothing is changed in AWS.",
};

export const wizard = {
  steps,
  descriptions,
  track: {
    title: "Where do people type their password?",
    redirect: "On the sign-in page of Cognito",
    redirectText:
      "The broker sends people there and never sees a password. MFA, new passwords, passkeys and federated providers work, and so does single sign-on. The page is Cognito's, with your logo and colours.",
    password: "On the page of the broker",
    passwordText:
      "The broker asks the user pool with user name and password. Your own sign-in page stays. Most brokers cannot do MFA or a forced new password then, people of federated providers cannot sign in, and the app client should have no secret.",
  },
  userStore: {
    pool: "User pool",
    poolText: "The pool that knows user names and passwords.",
    testUser:
      "The test asks for this user's password here, sends it to the pool once and keeps it nowhere. Use an account made for tests.",
  },
  pinned: "Callback URL to register",
  useForm: "Go on in the form",
  testUser: "The test signs in as this user, in a window of its own. Use an account made for tests: the attributes received are kept on this machine.",
  callback: {
    title: "Consumer",
    name: "Name",
    consumer: "Which broker or application will use it?",
    consumerHint: "Its callback URL can be made from its own values, or typed below.",
    other: "miniOrange, authentik or another: I have the URL",
    valuesMissing: "Fill in all values first.",
    use: "Use this callback URL",
  },
  review: {
    wrong: "To be corrected before saving",
    correct: (step: string) => `Correct it in ${step}`,
    unconfirmed: (count: number) =>
      count === 1 ? "1 item is not confirmed" : `${count} items are not confirmed`,
    unconfirmedText: "You can save and test all the same; a failed test names the item to look at.",
    edit: "Edit",
    editStep: (step: string) => `Edit ${step}`,
    secretEntered: "Entered",
  },
  incompleteStep: (step: number) => `Step ${step}, incomplete`,
  i18n: {
    stepNumberLabel: (step: number) => `Step ${step}`,
    collapsedStepsLabel: (step: number, count: number) => `Step ${step} of ${count}`,
    skipToButtonLabel: ({ title }: { title: string }) => `Skip to ${title}`,
    navigationAriaLabel: "Steps",
    cancelButton: "Finish later",
    previousButton: "Previous",
    nextButton: "Next",
    submitButton: "Save",
    optional: "optional",
    errorIconAriaLabel: "Error",
  },
};

export const setup = {
  intro: "What must be true at the provider. The console cannot look there: tick what you have seen to.",
  done: (fact: string) => `Done: ${fact}`,
  doneLabel: "Done",
  optional: (fact: string) => `${fact} (optional)`,
  where: "Where",
  older: (place: string) => `In older guides: ${place}`,
  open: "Open in the AWS console",
  link: "link to this page",
  copyLink: "Copy link",
  unknown: "Unknown: nobody confirmed it",
  byHand: "Confirmed by hand",
  confirmed: (at: string) => `Confirmed by hand, ${at}`,
  other: (at: string) => `Unknown again: confirmed on ${at} for something else`,
  goTo: "Go to it",
};

export const broker = {
  title: "What a broker would meet",
  description:
    "A broker of this kind knows user name and password only. The check asks the pool once, with a user name that nobody has, and looks at the test runs of this definition.",
  check: "Check",
  notYet: "Not checked yet.",
};
