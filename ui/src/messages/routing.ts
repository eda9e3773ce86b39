/** Which people get a provider, and what comes when it fails. */
export const routing = {
  title: "Routing",
  domains: "E-mail domains",
  domainsHint:
    "People with these addresses are sent here. acme.com is this domain alone, *.acme.com every sub-domain of it. One on each line, or separated by commas.",
  domainsPlaceholder: "acme.com\n*.acme.com",
  noDomains: "None: nobody is sent here by the e-mail domain",
  fallback: "Fallback",
  fallbackSwitch: "Try another provider when this one fails",
  fallbackHint: "A wrong password or a locked account never leads there.",
  provider: "Provider to fall back to",
  choose: "Choose a provider",
  disabled: "Disabled",
  noOthers: "There is no other provider yet.",
  on: "After which failures",
  triggers: {
    unreachable: {
      label: "It cannot be reached",
      description: "Network, TLS, time limit, or an answer that makes no sense.",
    },
    client_refused: {
      label: "It refuses the client",
      description: "Such as invalid_client, invalid_scope or redirect_mismatch.",
    },
    access_denied: {
      label: "It denies access",
      description: "The person is not let in or went back, before any password was judged.",
    },
  },
  failures: {
    show: "All failures, and which lead there",
    table: "Failures",
    failure: "Failure",
    leads: "Leads there",
    when: "Until when",
    reason: "Why",
    yes: "Yes",
    no: "No",
    never: "Never",
    until: {
      asked: "Until the person is asked to sign in",
      sent: "Until a password is sent",
      signed_in: "Until the person is signed in",
    },
    loading: "Loading the failures",
  },
  off: "Off",
  to: (name: string) => `To ${name}`,
};
