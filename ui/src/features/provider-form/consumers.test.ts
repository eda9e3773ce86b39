import { expect, test } from "vitest";
import { CONSUMERS } from "./consumers.ts";

const callback = (id: string, values: Record<string, string>) =>
  CONSUMERS.find((consumer) => consumer.id === id)?.callback(values);

test("each consumer's callback follows from its own values", () => {
  const base = "https://a.example/";
  expect(callback("keycloak", { base, realm: "staff", alias: "aws cognito" })).toBe(
    "https://a.example/realms/staff/broker/aws%20cognito/endpoint",
  );
  expect(callback("dex", { base })).toBe("https://a.example/callback");
  expect(callback("oauth2-proxy", { base })).toBe("https://a.example/oauth2/callback");
  expect(callback("spring", { base, registration: "x" })).toBe("https://a.example/login/oauth2/code/x");
  expect(callback("alb", { base })).toBe("https://a.example/oauth2/idpresponse");
});

test("nothing is made up while a value is missing", () => {
  expect(callback("keycloak", { base: "https://a.example", realm: " " })).toBeNull();
  expect(callback("dex", {})).toBeNull();
});
