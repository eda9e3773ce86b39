// An honest provider that nobody here wrote, with routes like Cognito's and a plain form.
// Prints its issuer once it listens; ends with its process.
import { Provider } from "oidc-provider";

const port = Number(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;
const client = (id, method) => ({
  client_id: id,
  ...(method === "none" ? {} : { client_secret: "a-secret-of-the-peer-0001" }),
  token_endpoint_auth_method: method,
  redirect_uris: ["https://broker.example.com/callback"],
  grant_types: ["authorization_code"],
  response_types: ["code"],
});

const provider = new Provider(issuer, {
  clients: [
    client("basic", "client_secret_basic"),
    client("post", "client_secret_post"),
    client("public", "none"),
  ],
  routes: {
    authorization: "/oauth2/authorize",
    token: "/oauth2/token",
    userinfo: "/oauth2/userInfo",
    jwks: "/.well-known/jwks.json",
  },
  cookies: { keys: ["peers"] },
  pkce: { required: () => true },
  conformIdTokenClaims: false,
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@example.com`, email_verified: true }),
  }),
  // Consent was given before: the form asks for the name alone.
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email");
    await grant.save();
    return grant;
  },
});

provider.listen(port, "127.0.0.1", () => console.log(issuer));
