// A sound definition that nobody signs in with.
import { createProvider } from "./drafts.mjs";
const definition = (displayName) => ({
  displayName,
  catalogueEntry: "generic-oauth2",
  kind: "oauth_openid",
  oauth: {
    authorizationEndpoint: "https://provider.example.com/authorize",
    tokenEndpoint: "https://provider.example.com/token",
    userinfoEndpoint: "https://provider.example.com/userinfo",
    clientId: "client",
    clientAuthentication: "none",
    redirectUri: "https://broker.example.com/callback",
  },
});
/** Creates a provider of this name, past the UI. */
export const createPlain = (bridge, name) =>
  createProvider(bridge, { draft: definition(name), clientSecret: null });
