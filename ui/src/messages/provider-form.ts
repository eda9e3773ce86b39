import { endpointNames } from "./endpoint-names.ts";
import { titles } from "./page-titles.ts";

export const form = {
  createTitle: titles.newProvider,
  editPage: titles.editProvider,
  editTitle: (name: string) => `Edit ${name}`,
  description: "Everything is checked as you type. Nothing is changed at the provider.",
  save: "Save",
  cancel: "Cancel",
  saveAndTest: "Save and test",
  later: "Finish later",
  discard: "Discard draft",
  discardChanges: "Discard changes",
  discardTitle: "Discard what you typed?",
  discardText: "What was typed since the last save is gone for good, a client secret included.",
  kept: "Draft kept. Continue from Add identity provider.",
  heldOnLeaving: {
    title: "The client secret is not in a secret store yet",
    text: "It is held until the console ends, and asked for again after that. Open a secret store from the draft to keep it.",
  },
  saved: (name: string) => `${name} was saved.`,
  rest: {
    title: "What was typed while it was being saved is not saved",
    text: "It is kept as a draft of this identity provider.",
  },
  optional: "optional",
  loading: "Loading identity provider",
  unplaced: "Also to be corrected",
  saveFailed: "Not saved. Correct the marked fields.",
  restored: {
    header: "This is a draft",
    text: "What was typed here before is kept as you type, and not saved yet.",
    discard: "Discard the draft",
  },
  callback: {
    title: "Callback URL",
    description:
      "Start here: the address that the consumer, your broker or application, shows as its callback or redirect URL.",
    label: "Callback URL",
    hint: "Register it at the provider exactly like this: scheme, upper and lower case, port and trailing slash count.",
    placeholder: "https://broker.example.com/callback",
    copy: "Copy",
    what: "callback URL",
  },
  identity: {
    title: "Identity provider",
    displayName: "Display name",
    displayNameHint: "How it is called in this console. At most 128 characters.",
    entry: "Type",
    entryHint: "Decides the scopes to start with and which slips are pointed out.",
  },
  endpoints: {
    title: "Endpoints",
    description: "Type the domain or the user pool ID and the addresses are filled in.",
    discoveryDescription: "Type the issuer and the addresses are read from its discovery document.",
    manualDescription: "From the provider's documentation. Attributes come from userinfo.",
    issuerSource: "Issuer or discovery URL",
    issuerSourceHint: "For example https://login.example.com/realms/staff.",
    useEntry: (name: string) => `Change to ${name}`,
    source: "Domain or user pool ID",
    sourceHint:
      "For example acme.auth.eu-west-1.amazoncognito.com, login.example.com or eu-west-1_AbCdEf123.",
    fill: "Fill in endpoints",
    filled: {
      discovery: "Filled in from the discovery document",
      derived: "Filled in as they follow from what you typed",
      nothing: "Nothing could be filled in",
    },
    kept: "What you typed stayed as it is. Found instead:",
    keptField: (label: string, value: string) => `${label}: ${value}`,
    replace: "Use the found addresses",
    ...endpointNames,
    issuerHint: "Compared character by character with the ID token.",
    userinfoHint: "Without it, attributes come from the ID token only.",
    jwksHint: "The keys that the ID token's signature is checked with.",
  },
  client: {
    cognito: {
      title: "App client",
      clientIdHint: "Shown on the page of the app client in the AWS console.",
      methods: {
        client_secret_basic: "With client secret, in the header. Cognito's usual way.",
        client_secret_post: "With client secret, among the parameters of the token request.",
        none: "Without client secret: a public client, such as a single-page or mobile app.",
      },
    },
    other: {
      title: "Client",
      clientIdHint: "Shown where the client, application or app registration is set up at the provider.",
      methods: {
        client_secret_basic: "With client secret, in the header.",
        client_secret_post: "With client secret, among the parameters of the token request.",
        none: "Without client secret: a public client, such as a single-page or mobile app.",
      },
    },
    clientId: "Client ID",
    authentication: "Client authentication",
    methods: {
      client_secret_basic: { name: "HTTP Basic" },
      client_secret_post: { name: "Form body" },
      none: { name: "None" },
    },
    secret: "Client secret",
    secretHint: "Goes to the secret store and is never shown again.",
    show: "Show",
    hide: "Hide",
    showSecret: "Show the client secret",
    hideSecret: "Hide the client secret",
    secretKept: "Entered and kept in the secret store. It is saved with the rest.",
    secretWaits: {
      held: "Held until the console ends, because no secret store is open.",
      in_field: "Not kept yet: it is in this field alone, and lost when this page is left.",
    },
    secretHeld: "Entered, and held until the console ends: no secret store is open.",
    openStore: "Open the secret store",
    secretStored: (store: string) => `A secret is stored in ${store}.`,
    secretStoredSomewhere: "A secret is stored.",
    secretRemoved: "The stored secret is removed when you save.",
    replace: "Replace",
    remove: "Remove",
    keep: "Keep the stored secret",
    scopes: "Scopes",
    scopesHint:
      "Tick what is ticked on the app client. One scope more makes Cognito refuse the whole request.",
    scopeDescriptions: {
      openid: "Asks for an ID token",
      email: "Email address",
      phone: "Phone number",
      profile: "Name and the other standard attributes",
      "aws.cognito.signin.user.admin": "Lets the access token call the user pool API",
    },
    scopesOther: "What the client may ask for. With openid you get an ID token; without it, attributes come from userinfo alone.",
    scopesManual:
      "As the provider calls them. Press Enter after each one. With openid you get an ID token; without it, attributes come from userinfo alone.",
    furtherScopes: "Further scopes",
    furtherScopesHint: "For example resource-server/read. Press Enter after each one.",
  },
  userStore: {
    title: "User pool and app client",
    description:
      "People type their password at the broker, which asks this user pool. Everything is of one Region.",
    userPoolId: "User pool ID",
    userPoolIdHint: "In the AWS console: Cognito, User pools, your pool, Overview.",
    region: "AWS Region",
    regionHint: "Filled in from the user pool ID.",
    useRegion: (typed: string) => `Use ${typed}`,
    clientIdHint:
      "Of an app client that allows sign-in with user name and password (ALLOW_USER_PASSWORD_AUTH). Brokers often want one without a secret.",
    secretHint: "Only if the app client has one. Most brokers cannot use it for this kind of sign-in.",
    authFlow: "Sign-in flow",
    flows: [
      {
        value: "user_password",
        label: "User name and password",
        description: "USER_PASSWORD_AUTH: the password is sent over TLS, as brokers do it.",
      },
      {
        value: "user_srp",
        label: "Secure Remote Password",
        description: "USER_SRP_AUTH: the password is proven and never sent.",
      },
      {
        value: "user",
        label: "Choice-based",
        description: "USER_AUTH: the pool offers what the user can sign in with. Needs the Essentials plan.",
      },
    ],
    identityPoolId: "Identity pool ID",
    identityPoolIdHint:
      "If given, the test also asks it for AWS credentials, and shows their role and expiry.",
    emulator: "Another address than AWS",
    endpointOverride: "Endpoint",
    endpointOverrideHint: "Of an emulator or of the practice pool. Passwords are sent there.",
  },
  advanced: {
    title: "Advanced settings",
    enabled: "Enabled",
    enabledHint: "A disabled provider can be tested, but is not offered to people.",
    tags: "Tags",
    tagsHint: "Such as environment and customer. Press Enter after each one.",
    signOutUri: "Sign-out URI",
    signOutHint: "Where the provider returns to after signing out; registered there.",
    loopbackRedirectUri: "Loopback callback URL",
    loopbackHint:
      "A second callback on this machine for signing in with the system browser; registered at the provider with exactly this port.",
    parameters: "Additional parameters",
    parametersHint: "Added to the authorization request, for example identity_provider.",
    parameterName: "Name",
    parameterValue: "Value",
    addParameter: "Add parameter",
    removeParameter: "Remove",
    noParameters: "No additional parameters.",
    caFile: "CA file",
    caFileHint: "Path of a PEM file with the certificate authority of a test server.",
    network: "Network",
    allowHttp: "Allow http on loopback",
    allowHttpHint: "For a test server on this machine, such as the practice pool.",
    allowPrivate: "Allow private network",
    allowPrivateHint: "For servers with addresses such as 10.0.0.0/8, 192.168.0.0/16 or this machine.",
    trustedAudiences: "Trusted audiences",
    trustedAudiencesHint:
      "Audiences that may stand beside the client ID in an ID token. Press Enter after each one.",
  },
  removeToken: (text: string) => `Remove ${text}`,
  help: {
    title: "Where to find the values",
    callback: {
      title: "Callback URL",
      text: "It belongs to the consumer. Brokers show it on the page where an identity provider is added, often as callback or redirect URL. In the AWS console it goes to App clients, your client, Login pages, Edit, Allowed callback URLs.",
    },
    domain: {
      title: "Domain and user pool ID",
      text: "The domain is on the page Domain of the user pool, the user pool ID on its overview. Either one is enough.",
    },
    client: {
      title: "Client ID and client secret",
      text: "Both are on the page of the app client. A client without a secret is a public client: choose None as client authentication.",
    },
    scopes: {
      title: "Scopes",
      text: "They are ticked on the page Login pages of the app client. Ask for the same ones here.",
    },
  },
};

/** As Rust has it when nothing is chosen. */
export const DEFAULT_FLOW = "user_password";

export function flowLabel(flow: string | null | undefined): string {
  const value = flow ?? DEFAULT_FLOW;
  return form.userStore.flows.find((one) => one.value === value)?.label ?? value;
}
