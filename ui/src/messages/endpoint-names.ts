/** The names of a provider's addresses, wherever they are shown (OpenID Connect Discovery 1.0, 3). */
export const endpointNames = {
  issuer: "Issuer",
  authorizationEndpoint: "Authorization endpoint",
  tokenEndpoint: "Token endpoint",
  userinfoEndpoint: "Userinfo endpoint",
  jwksUri: "JWKS URI",
  logoutEndpoint: "Logout endpoint",
};
