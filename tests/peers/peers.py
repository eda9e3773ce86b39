"""Our client against ministack and oidc-provider; requests, PyJWT, boto3 and pycognito against the practice pool."""

import base64
import hashlib
import html.parser
import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.parse

import boto3
import jwt
import pyotp
import requests
from botocore.exceptions import ClientError
from pycognito import Cognito
from pycognito.exceptions import ForceChangePasswordException, SoftwareTokenMFAChallengeException

from common import (
    CALLBACK,
    ISSUER_HOST,
    LIMIT_SECONDS,
    Console,
    PracticeSdk,
    check,
    check_id_token,
    check_refused,
    closed_gate,
    codes,
    failed,
    free_port,
    ministack_server,
    passed,
    practice_pool,
    process,
)
from challenges import challenges_of_the_practice_pool
from user_store import our_user_store_against_ministack

def our_client_against_ministack(ministack, folder):
    # The issuer names AWS, and discovery asks the issuer: that request must not leave.
    with closed_gate() as gate:
        against_ministack(ministack, folder, gate)
        hosts = set(gate.asked)
        check(hosts == {f"{ISSUER_HOST}:443"}, f"ministack: beyond loopback only discovery was tried {sorted(hosts)}")


def against_ministack(ministack, folder, gate):
    with ministack_server(ministack, folder) as base:
        idp = boto3.client(
            "cognito-idp",
            endpoint_url=base,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        pool = idp.create_user_pool(PoolName="peers")["UserPool"]["Id"]
        idp.create_user_pool_domain(Domain="peers", UserPoolId=pool)
        idp.admin_create_user(
            UserPoolId=pool,
            Username="alice",
            UserAttributes=[{"Name": "email", "Value": "alice@example.com"}],
            MessageAction="SUPPRESS",
        )
        idp.admin_set_user_password(UserPoolId=pool, Username="alice", Password="Peers-Alice-1", Permanent=True)
        console = Console(folder, gate)
        # Secrets of ministack hold + and /, which the Basic header has to carry encoded.
        for with_secret, way in [(True, "client_secret_basic"), (True, "client_secret_post"), (False, "none")]:
            client = idp.create_user_pool_client(
                UserPoolId=pool,
                ClientName=way,
                GenerateSecret=with_secret,
                AllowedOAuthFlowsUserPoolClient=True,
                AllowedOAuthFlows=["code"],
                AllowedOAuthScopes=["openid", "email", "profile"],
                CallbackURLs=[CALLBACK],
                SupportedIdentityProviders=["COGNITO"],
            )["UserPoolClient"]
            oauth = {
                # ministack names AWS as the issuer while it listens on loopback.
                "issuer": f"https://{ISSUER_HOST}/{pool}",
                "authorizationEndpoint": f"{base}/oauth2/authorize",
                "tokenEndpoint": f"{base}/oauth2/token",
                "userinfoEndpoint": f"{base}/oauth2/userInfo",
                "jwksUri": f"{base}/{pool}/.well-known/jwks.json",
                "clientId": client["ClientId"],
                "clientAuthentication": way,
                "scopes": ["openid", "email", "profile"],
                "redirectUri": CALLBACK,
                "allowHttpOnLoopback": True,
            }
            secret = client.get("ClientSecret")
            console.add(way, oauth, secret)
            code, run = console.test(way, "alice", "Peers-Alice-1")
            check(code == 0 and run["outcome"] == "passed", f"ministack: {way} passes {codes(run)}")
            emails = [(row["source"], row["value"]) for row in run["attributes"] if row["name"] == "email"]
            check(
                ("id_token", "alice@example.com") in emails,
                f"ministack: {way} shows the e-mail address of the ID token",
            )
            check_id_token(run, f"ministack: {way}")
            check_refused(
                console,
                "ministack",
                f"{way}: a wrong password",
                way,
                "wrong_credentials",
                "alice",
                "Another-Password-1",
            )
            elsewhere = f"{way} elsewhere"
            console.add(elsewhere, {**oauth, "redirectUri": "https://broker.example.com/other"}, secret)
            check_refused(
                console,
                "ministack",
                f"{way}: another callback",
                elsewhere,
                "redirect_mismatch",
                "alice",
                "Peers-Alice-1",
            )
            if secret:
                wrong = f"{way} wrong secret"
                console.add(wrong, oauth, "wrongwrongwrongwrongwrongwrong")
                check_refused(
                    console,
                    "ministack",
                    f"{way}: a wrong secret",
                    wrong,
                    "invalid_client",
                    "alice",
                    "Peers-Alice-1",
                )


def our_client_against_oidc_provider(folder):
    port = free_port()
    server = os.path.join(os.path.dirname(os.path.abspath(__file__)), "oidc-provider.mjs")
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with process(["node", server, str(port)], **quiet) as child:
        issuer = child.stdout.readline().strip()
        console = Console(folder)
        secret = "a-secret-of-the-peer-0001"
        ways = [("basic", "client_secret_basic"), ("post", "client_secret_post"), ("public", "none")]
        for client, way in ways:
            oauth = {
                "discoveryUrl": f"{issuer}/.well-known/openid-configuration",
                "clientId": client,
                "clientAuthentication": way,
                "scopes": ["openid", "email"],
                "redirectUri": CALLBACK,
                "allowHttpOnLoopback": True,
            }
            console.add(client, oauth, None if way == "none" else secret)
            code, run = console.test(client, "alice", "any")
            check(code == 0 and run["outcome"] == "passed", f"oidc-provider: {client} passes {codes(run)}")
            sources = {row["source"] for row in run["attributes"] if row["value"] == "alice@example.com"}
            check({"id_token", "userinfo"} <= sources, f"oidc-provider: {client} shows the e-mail address twice")
            check_id_token(run, f"oidc-provider: {client}")
        console.add("wrong secret", {**oauth, "clientId": "basic", "clientAuthentication": "client_secret_basic"}, "no")
        check_refused(console, "oidc-provider", "a wrong secret", "wrong secret", "invalid_client", "alice", "any")
        console.add("elsewhere", {**oauth, "redirectUri": "https://broker.example.com/other"}, None)
        check_refused(console, "oidc-provider", "another callback", "elsewhere", "redirect_mismatch", "alice", "any")


class Form(html.parser.HTMLParser):
    """The hidden fields of a page's form."""

    def __init__(self, text):
        super().__init__()
        self.fields = {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "input" and values.get("name"):
            self.fields[values["name"]] = values.get("value") or ""


def parameters_of(answer):
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers.get("location", "")).query)
    return {name: values[0] for name, values in query.items()}


def error_of(answer):
    return answer.status_code, answer.json().get("error")


class Stranger:
    """An OpenID Connect client made of requests and PyJWT alone."""

    def __init__(self, pool, client, in_body=False):
        self.pool, self.client, self.in_body = pool, client, in_body
        self.browser = requests.Session()
        self.browser.trust_env = False
        self.document = self.browser.get(pool["discoveryUrl"]).json()

    def authorize(self, redirect_uri=None, **more):
        self.verifier = secrets.token_urlsafe(48)
        digest = hashlib.sha256(self.verifier.encode()).digest()
        self.state, self.nonce = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
        parameters = {
            "response_type": "code",
            "client_id": self.client["id"],
            "redirect_uri": redirect_uri or self.client["callbackUrls"][0],
            "scope": "openid email profile",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            **more,
        }
        return self.browser.get(self.document["authorization_endpoint"], params=parameters, allow_redirects=False)

    def submit(self, page, **values):
        fields = {**Form(page.text).fields, **values}
        return self.browser.post(page.url, data=fields, allow_redirects=False)

    def submit_password(self, username, password):
        login = urllib.parse.urljoin(self.pool["domain"], self.authorize().headers["location"])
        return self.submit(self.browser.get(login), username=username, password=password)

    def sign_in(self, username, password):
        return parameters_of(self.submit_password(username, password))

    def post(self, address, **form):
        data, secret = {"client_id": self.client["id"], **form}, self.client["secret"]
        if secret and self.in_body:
            data["client_secret"] = secret
        credentials = (self.client["id"], secret) if secret and not self.in_body else None
        return self.browser.post(address, data=data, auth=credentials)

    def token(self, **form):
        return self.post(self.document["token_endpoint"], **form)

    def exchange(self, code, verifier=None):
        return self.token(
            grant_type="authorization_code",
            code=code,
            redirect_uri=self.client["callbackUrls"][0],
            code_verifier=verifier or self.verifier,
        )

    def verified(self, id_token):
        key = jwt.PyJWKClient(self.document["jwks_uri"]).get_signing_key_from_jwt(id_token)
        return jwt.decode(
            id_token, key.key, algorithms=["RS256"], audience=self.client["id"], issuer=self.document["issuer"]
        )


def a_stranger_against_the_practice_pool(folder):
    with practice_pool(folder) as pool:
        clients = {client["id"]: client for client in pool["clients"]}
        alice = next(user for user in pool["users"] if user["name"] == "alice")
        confidential, public, unstyled, _ = clients.values()
        for name, client, in_body in [
            ("basic", confidential, False),
            ("post", confidential, True),
            ("public", public, False),
        ]:
            stranger = Stranger(pool, client, in_body)
            back = stranger.sign_in("alice", alice["password"])
            check(back.get("state") == stranger.state, f"practice pool: {name}: the state comes back")
            answer = stranger.exchange(back["code"])
            tokens = answer.json()
            claims = stranger.verified(tokens["id_token"])
            check(claims["nonce"] == stranger.nonce, f"practice pool: {name}: PyJWT verifies the ID token")
            half = hashlib.sha256(tokens["access_token"].encode()).digest()[:16]
            check(
                claims["at_hash"] == base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
                f"practice pool: {name}: at_hash fits the access token",
            )
            bearer = {"authorization": f"Bearer {tokens['access_token']}"}
            userinfo = stranger.browser.get(stranger.document["userinfo_endpoint"], headers=bearer).json()
            check(userinfo["email_verified"] == "true", f"practice pool: {name}: userinfo sends a string")
            check(userinfo["sub"] == claims["sub"], f"practice pool: {name}: userinfo names the same subject")
            again = stranger.exchange(back["code"])
            check(error_of(again) == (400, "invalid_grant"), f"practice pool: {name}: a code serves once")
            fresh = stranger.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"]).json()
            check("id_token" in fresh and "refresh_token" not in fresh, f"practice pool: {name}: refresh works")
            # Discovery does not name this endpoint; the documentation gives its path.
            revoke = urllib.parse.urljoin(pool["domain"], "/oauth2/revoke")
            revoked = stranger.post(revoke, token=tokens["refresh_token"])
            after = stranger.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
            check(
                revoked.status_code == 200 and error_of(after) == (400, "invalid_grant"),
                f"practice pool: {name}: a revoked refresh token serves no more",
            )
            other = Stranger(pool, client, in_body)
            back = other.sign_in("alice", alice["password"])
            wrong = other.exchange(back["code"], verifier="x" * 43)
            check(error_of(wrong) == (400, "invalid_grant"), f"practice pool: {name}: PKCE is checked")
        with_wrong_secret = Stranger(pool, {**confidential, "secret": "wrong"})
        back = with_wrong_secret.sign_in("alice", alice["password"])
        check(
            with_wrong_secret.exchange(back["code"]).json().get("error") == "invalid_client",
            "practice pool: a wrong secret is refused",
        )
        stranger = Stranger(pool, confidential)
        location = stranger.authorize(redirect_uri="https://broker.example.com/other").headers["location"]
        check("error=redirect_mismatch" in location, "practice pool: an unregistered callback is refused")
        refused = Stranger(pool, unstyled)
        login = urllib.parse.urljoin(pool["domain"], refused.authorize().headers["location"])
        page = refused.browser.get(login)
        check(
            page.status_code == 403 and "Login pages unavailable" in page.text,
            "practice pool: no style, no sign-in page",
        )
        a_one_time_code(pool, confidential)


def a_one_time_code(pool, client):
    dave = next(user for user in pool["users"] if user["name"] == "dave")
    stranger = Stranger(pool, client)
    answer = stranger.submit_password(dave["name"], dave["password"])
    check("code" not in parameters_of(answer), "practice pool: dave's password alone does not sign in")
    page = stranger.browser.get(urllib.parse.urljoin(pool["domain"], answer.headers["location"]))
    code = pyotp.TOTP(dave["totpSecret"]).now()
    # Another first digit: not the code of a neighbouring period either, but for chance.
    wrong = re.sub("^.", lambda first: str((int(first[0]) + 5) % 10), code)
    answer = stranger.submit(page, code=wrong)
    check("location" not in answer.headers, "practice pool: a wrong one-time code does not sign in")
    back = parameters_of(stranger.submit(page, code=pyotp.TOTP(dave["totpSecret"]).now()))
    claims = stranger.verified(stranger.exchange(back["code"]).json()["id_token"])
    check(claims["cognito:username"] == "dave", "practice pool: pyotp's code signs dave in")


def refused_with(run):
    try:
        run()
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["Error"]["Message"]
    return None


def sdks_against_the_practice_pool(folder):
    with practice_pool(folder) as pool:
        sdk = PracticeSdk(pool)
        for what, client in [("without secret", sdk.store), ("with secret", sdk.confidential)]:
            result = sdk.srp(client, "alice").authenticate_user()["AuthenticationResult"]
            claims = Stranger(sdk.pool, client).verified(result["IdToken"])
            check(claims["cognito:username"] == "alice", f"practice pool: pycognito signs in by SRP {what}")
        wrong = ("NotAuthorizedException", "Incorrect username or password.")
        for user in ["alice", "nobody"]:
            refused = refused_with(sdk.srp(sdk.store, user, "Another-Password-1").authenticate_user)
            check(refused == wrong, f"practice pool: SRP of {user} with another password is refused")
        srp_with_totp(sdk)
        srp_with_new_password(sdk)
        password_and_messages(sdk)
        identity_pool(sdk, result["IdToken"])


def srp_with_totp(sdk):
    try:
        sdk.srp(sdk.store, "dave").authenticate_user()
        check(False, "practice pool: pycognito is asked for a one-time code")
        return
    except SoftwareTokenMFAChallengeException as asked:
        challenge = asked.get_tokens()
    session = Cognito(sdk.pool["userPoolId"], sdk.store["id"], "us-east-1", username="dave")
    session.client = sdk.idp
    session.pool_domain_url = sdk.pool["domain"]
    session.respond_to_software_token_mfa_challenge(pyotp.TOTP(sdk.seeds["dave"]).now(), challenge)
    check(session.id_claims["cognito:username"] == "dave", "practice pool: pycognito signs dave in and verifies both tokens")
    session.renew_access_token()
    check(session.get_user().email == "dave@example.com", "practice pool: pycognito renews the token and gets the user")


def srp_with_new_password(sdk):
    try:
        sdk.srp(sdk.confidential, "carol").authenticate_user()
        check(False, "practice pool: pycognito is asked for a new password")
    except ForceChangePasswordException:
        pass
    done = sdk.srp(sdk.confidential, "carol").set_new_password_challenge("Practice-Carol-2")
    token = done["AuthenticationResult"]["AccessToken"]
    name = sdk.idp.get_user(AccessToken=token)["Username"]
    check(name == "carol", "practice pool: pycognito sets a new password with a secret")
    again = sdk.srp(sdk.store, "carol", "Practice-Carol-2").authenticate_user()
    check("AuthenticationResult" in again, "practice pool: the new password is in force")


def password_and_messages(sdk):
    result = sdk.password("alice")["AuthenticationResult"]
    user = sdk.idp.get_user(AccessToken=result["AccessToken"])
    values = {row["Name"]: row["Value"] for row in user["UserAttributes"]}
    check(values["email_verified"] == "true", "practice pool: boto3 gets a user with strings only")
    asked = sdk.password("frank")
    done = sdk.reply(asked, "frank", SMS_MFA_CODE=sdk.code())
    check("AuthenticationResult" in done, "practice pool: boto3 answers SMS_MFA")
    asked = sdk.reply(sdk.password("grace"), "grace", ANSWER="SOFTWARE_TOKEN_MFA")
    done = sdk.reply(asked, "grace", SOFTWARE_TOKEN_MFA_CODE=pyotp.TOTP(sdk.seeds["grace"]).now())
    check("AuthenticationResult" in done, "practice pool: boto3 chooses a second factor")
    once = refused_with(lambda: sdk.reply(asked, "grace", SOFTWARE_TOKEN_MFA_CODE="000000"))
    check(once[0] == "NotAuthorizedException", "practice pool: a session serves once")
    disabled = refused_with(lambda: sdk.password("erin"))
    check(disabled == ("NotAuthorizedException", "User is disabled."), "practice pool: boto3 names a disabled user")
    sdk.idp.revoke_token(Token=result["RefreshToken"], ClientId=sdk.store["id"])
    revoked = refused_with(lambda: sdk.idp.get_user(AccessToken=result["AccessToken"]))
    check(revoked[0] == "NotAuthorizedException", "practice pool: boto3 revokes a token")


def identity_pool(sdk, id_token):
    credentials = sdk.credentials(id_token)
    left = credentials["Expiration"].timestamp() - time.time()
    check(3000 < left <= 3600, "practice pool: boto3 gets credentials for an hour")
    other = {"cognito-idp.us-east-1.amazonaws.com/us-east-1_Other": id_token}
    identity = sdk.service("cognito-identity")
    refused = refused_with(lambda: identity.get_id(IdentityPoolId=sdk.pool["identityPoolId"], Logins=other))
    check(
        refused == ("NotAuthorizedException", "Token is not from a supported provider of this identity pool."),
        "practice pool: a login of another pool is refused",
    )


def part(what, run, *arguments):
    # One part that breaks must not hide the results of the others.
    try:
        with tempfile.TemporaryDirectory() as folder:
            run(*arguments, folder)
    except Exception:
        traceback.print_exc()
        check(False, f"{what}: runs to its end")


def out_of_time(*_):
    raise TimeoutError(f"not done after {LIMIT_SECONDS} seconds")


def main():
    # Ended from outside: leave by way of `finally`, which ends the servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(LIMIT_SECONDS)
    # Everything here is on loopback, where a proxy of this machine has no business.
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    part("practice pool", a_stranger_against_the_practice_pool)
    part("practice pool, SDKs", sdks_against_the_practice_pool)
    part("practice pool, challenges", challenges_of_the_practice_pool)
    part("oidc-provider", our_client_against_oidc_provider)
    part("ministack", our_client_against_ministack, sys.argv[1])
    part("ministack, user store", our_user_store_against_ministack, sys.argv[1])
    print(f"\n{len(passed)} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)


main()
