import { endpointNames } from "./endpoint-names.ts";

export const pool = {
  title: "Practice pool",
  description:
    "A stand-in for a Cognito user pool on this machine: hosted sign-in pages, tokens and users, without an AWS account.",
  loading: "Loading the practice pool",
  status: { running: "Running", stopped: "Stopped" },
  address: "Address",
  port: "Port",
  portHint: "Leave it empty for the one it had before, 9630 at first.",
  portWrong: "A port is a number from 1 to 65535.",
  start: "Start practice pool",
  stop: "Stop practice pool",
  started: "The practice pool is running.",
  stopped: "The practice pool was stopped.",
  startHint: {
    title: "The practice pool is not running",
    text: "Start it, add one of its clients as an identity provider, and test the connection with one of its users.",
  },
  enter: {
    title: "What to enter",
    description: "The same values that a Cognito user pool would give. Adding a client below fills them in for you.",
    discoveryUrl: "Discovery URL",
    ...endpointNames,
    userPoolId: "User pool ID",
  },
  clients: {
    title: "App clients",
    empty: "The settings name no app client.",
    stopped: "Start the practice pool to see and change its app clients.",
    columns: {
      name: "Name",
      id: "Client ID",
      callbacks: "Callback URLs",
      scopes: "Scopes",
      add: "Add",
    },
    confidential: "Has a secret",
    public: "Public, no secret",
    add: "Add as identity provider",
    addOne: (name: string) => `Add as identity provider: ${name}`,
    added: (name: string) => `${name} was added.`,
  },
  users: {
    title: "Users",
    description: "Practice values: these passwords are not secret.",
    empty: "The settings name no user.",
    stopped: "Start the practice pool to see and change its users.",
    columns: {
      name: "User name",
      password: "Password",
      totp: "One-time code secret",
      purpose: "Purpose",
      actions: "Actions",
    },
    noTotp: "None",
    passwordOf: (name: string) => `password of ${name}`,
    totpOf: (name: string) => `one-time code secret of ${name}`,
    nameOf: (name: string) => `user name ${name}`,
  },
  help: {
    title: "Practising",
    steps: {
      title: "Two minutes to the first sign-in",
      text: "Start the pool. Choose Add as identity provider beside Practice broker. On the provider's page choose Test connection and sign in as alice.",
    },
    trouble: {
      title: "Practise trouble, too",
      text: "One client has no branding style, one user must set a new password, one is asked for a one-time code, one is disabled. Edit a client and change its callback URL to see a redirect_mismatch.",
    },
    safe: {
      title: "Only on this machine",
      text: "The pool listens on the loopback address and nowhere else. Its secrets and passwords are practice values.",
    },
  },
};

export const practiceHint = {
  users: "Sign in with a user of the practice pool",
  name: "User name",
  password: "Password",
  more: "The page Practice pool has more of them, with trouble to practise.",
  stopped: "The practice pool is not started in this window",
  stoppedText:
    "This provider is part of it, so a sign-in cannot work until it is started here, or with idpctl practice-pool.",
  start: "Start practice pool",
};
