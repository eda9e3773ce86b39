/** A consumer whose callback URL follows from a few values of its own. */
export interface Consumer {
  id: string;
  name: string;
  fields: readonly { id: string; label: string; placeholder: string }[];
  /** The callback URL; null until every value is there. */
  callback: (values: Record<string, string>) => string | null;
}

const base = (text: string) => text.trim().replace(/\/+$/, "");

function compose(needed: readonly string[], make: (values: Record<string, string>) => string) {
  return (values: Record<string, string>) =>
    needed.every((name) => (values[name] ?? "").trim() !== "") ? make(values) : null;
}

const address = (label: string, placeholder: string) => ({ id: "base", label, placeholder });

/** Sources: the documentation of each product on its redirect URI. */
export const CONSUMERS: readonly Consumer[] = [
  {
    id: "keycloak",
    name: "Keycloak",
    fields: [
      address("Keycloak address", "https://login.example.com"),
      { id: "realm", label: "Realm", placeholder: "staff" },
      { id: "alias", label: "Alias of the identity provider", placeholder: "cognito" },
    ],
    callback: compose(
      ["base", "realm", "alias"],
      ({ base: url = "", realm = "", alias = "" }) =>
        `${base(url)}/realms/${encodeURIComponent(realm.trim())}/broker/${encodeURIComponent(alias.trim())}/endpoint`,
    ),
  },
  {
    id: "dex",
    name: "Dex",
    fields: [address("Issuer of Dex", "https://dex.example.com")],
    callback: compose(["base"], ({ base: url = "" }) => `${base(url)}/callback`),
  },
  {
    id: "oauth2-proxy",
    name: "oauth2-proxy",
    fields: [address("Address of the application", "https://app.example.com")],
    callback: compose(["base"], ({ base: url = "" }) => `${base(url)}/oauth2/callback`),
  },
  {
    id: "spring",
    name: "Spring Security",
    fields: [
      address("Address of the application", "https://app.example.com"),
      { id: "registration", label: "Registration ID", placeholder: "cognito" },
    ],
    callback: compose(
      ["base", "registration"],
      ({ base: url = "", registration = "" }) =>
        `${base(url)}/login/oauth2/code/${encodeURIComponent(registration.trim())}`,
    ),
  },
  {
    id: "alb",
    name: "AWS load balancer",
    fields: [address("Address of the load balancer", "https://app.example.com")],
    callback: compose(["base"], ({ base: url = "" }) => `${base(url)}/oauth2/idpresponse`),
  },
];
