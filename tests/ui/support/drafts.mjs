// Providers and drafts by command, as the screens make them, and what the tests wait for.
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./bridge.mjs";

const POOL = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123";

/** A definition that can be saved: a public client of a user pool. */
export function definitionOf(displayName) {
  const domain = "https://acme.auth.eu-west-1.amazoncognito.com";
  return {
    displayName,
    catalogueEntry: "aws-cognito-oidc",
    kind: "oauth_openid",
    oauth: {
      issuer: POOL,
      jwksUri: `${POOL}/.well-known/jwks.json`,
      authorizationEndpoint: `${domain}/oauth2/authorize`,
      tokenEndpoint: `${domain}/oauth2/token`,
      clientId: "1example23456789abcdefghij",
      clientAuthentication: "none",
      scopes: ["openid"],
      redirectUri: "https://broker.example.com/callback",
    },
  };
}

/** Keeps a draft; `body` goes over what the entry starts with. */
export async function keepDraft(bridge, body, entry = "aws-cognito-oidc") {
  const draft = await bridge.command("new_draft", { catalogueEntry: entry });
  const whole = { ...draft.body, ...body };
  await bridge.command("keep_draft", { id: draft.id, providerId: null, body: whole });
  return draft.id;
}

/** A provider, by way of its draft: there is no other. */
export async function saveProvider(bridge, definition) {
  const id = await keepDraft(bridge, { definition });
  return bridge.command("save_draft", { id, overwrite: false, acceptChanges: false });
}

const rows = ({ oauth }) =>
  Object.entries(oauth?.authorizationParameters ?? {}).map(([name, value]) => ({ name, value }));

/** A provider with its secret, as the form makes one. */
export async function createProvider(bridge, { draft, clientSecret }) {
  const id = await keepDraft(bridge, { definition: draft, parameters: rows(draft) });
  if (clientSecret !== null) await bridge.command("keep_draft_secret", { id, secret: clientSecret });
  return bridge.command("save_draft", { id, overwrite: false, acceptChanges: false });
}

/** Saves another definition or secret of a provider. */
export async function updateProvider(bridge, { id: provider, draft, clientSecret }) {
  const { id, body } = await bridge.command("edit_provider", { id: provider });
  const removeSecret = clientSecret.change === "remove";
  await bridge.command("keep_draft", {
    id,
    providerId: provider,
    body: { ...body, definition: draft, parameters: rows(draft), removeSecret },
  });
  if (clientSecret.change === "replace") {
    await bridge.command("keep_draft_secret", { id, secret: clientSecret.value });
  }
  return bridge.command("save_draft", { id, overwrite: true, acceptChanges: true });
}

/** A client of the practice pool, which is started for it, as a provider with these changes. */
export async function addPracticeProvider(bridge, clientId, changes) {
  await bridge.command("start_practice_pool", { port: await freePort() });
  const { id, definition } = await bridge.command("add_practice_pool_provider", { clientId });
  const draft = { ...definition, ...changes };
  await updateProvider(bridge, { id, draft, clientSecret: { change: "keep" } });
  return id;
}

const LONGEST_MS = 15_000;

/** Waits until the database has a draft that fits, and yields it. */
export async function keptDraft(bridge, fits) {
  const end = Date.now() + LONGEST_MS;
  while (Date.now() < end) {
    for (const { id } of await bridge.command("list_drafts")) {
      const draft = await bridge.command("get_draft", { id });
      if (fits(draft)) return draft;
    }
    await delay(50);
  }
  throw new Error(`no such draft was kept: ${JSON.stringify(await bridge.command("list_drafts"))}`);
}
