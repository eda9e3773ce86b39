"""Our client against ministack and oidc-provider; requests and PyJWT against the practice pool."""

import base64
import contextlib
import hashlib
import html.parser
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

import boto3
import jwt
import requests

IDPCTL = os.path.join(os.environ["IDP_TARGET_DIR"], "debug", "idpctl")
CALLBACK = "https://broker.example.com/callback"
passed, failed = [], []


def check(condition, what):
    (passed if condition else failed).append(what)
    print(f"  {'ok' if condition else 'NOT SO'}: {what}", flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def process(arguments, **options):
    child = subprocess.Popen(arguments, **options)
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()


class Console:
    """idpctl on a data folder of its own, with the vault."""

    def __init__(self, folder):
        self.base = [IDPCTL, "--data-dir", folder, "--secret-store", "vault", "--json"]
        self.folder = folder
        self.environment = {**os.environ, "IDP_CONSOLE_VAULT_PASSPHRASE": "peers"}

    def run(self, *arguments, stdin=""):
        done = subprocess.run(
            [*self.base, *arguments], input=stdin, env=self.environment, capture_output=True, text=True, timeout=120
        )
        return done.returncode, done.stdout, done.stderr

    def add(self, name, oauth, secret):
        path = os.path.join(self.folder, "definition.json")
        with open(path, "w") as file:
            json.dump({"displayName": name, "catalogueEntry": "generic-oidc", "oauth": oauth}, file)
        more = ["--client-secret-stdin"] if secret else []
        code, _, problem = self.run("provider", "create", "--file", path, *more, stdin=secret or "")
        if code != 0:
            raise RuntimeError(problem)

    def test(self, name, username, password):
        code, out, problem = self.run(
            "test", name, "--sign-in", "form", "--username", username, "--password-stdin", stdin=password
        )
        if not out:
            raise RuntimeError(problem)
        return code, json.loads(out)


def codes(run):
    return [diagnosis["code"] for diagnosis in run["diagnosis"]]


def our_client_against_ministack(ministack, folder):
    port = free_port()
    environment = {
        **os.environ,
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": "localhost",
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
    }
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with process([ministack], env=environment, cwd=folder, **quiet):
        base = f"http://127.0.0.1:{port}"
        for _ in range(300):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            time.sleep(0.1)
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
        console = Console(folder)
        for with_secret, way in [(True, "client_secret_post"), (False, "none")]:
            client = idp.create_user_pool_client(
                UserPoolId=pool,
                ClientName=way,
                GenerateSecret=with_secret,
                AllowedOAuthFlowsUserPoolClient=True,
                AllowedOAuthFlows=["code"],
                AllowedOAuthScopes=["openid", "email"],
                CallbackURLs=[CALLBACK],
                SupportedIdentityProviders=["COGNITO"],
            )["UserPoolClient"]
            oauth = {
                # ministack names AWS as the issuer while it listens on loopback.
                "issuer": f"https://cognito-idp.us-east-1.amazonaws.com/{pool}",
                "authorizationEndpoint": f"{base}/oauth2/authorize",
                "tokenEndpoint": f"{base}/oauth2/token",
                "userinfoEndpoint": f"{base}/oauth2/userInfo",
                "jwksUri": f"{base}/{pool}/.well-known/jwks.json",
                "clientId": client["ClientId"],
                "clientAuthentication": way,
                "scopes": ["openid", "email"],
                "redirectUri": CALLBACK,
                "allowHttpOnLoopback": True,
            }
            secret = client.get("ClientSecret")
            console.add(way, oauth, secret)
            code, run = console.test(way, "alice", "Peers-Alice-1")
            check(code == 0 and run["outcome"] == "passed", f"ministack: {way} passes {codes(run)}")
            emails = [row["value"] for row in run["attributes"] if row["name"] == "email"]
            check("alice@example.com" in emails, f"ministack: {way} shows the e-mail address")
            id_token = next(step for step in run["steps"] if step["step"] == "id_token")
            must = [row for row in id_token["checks"] if row["requirement"] == "must"]
            check(
                len(must) > 10 and all(row["verdict"] == "passed" for row in must),
                f"ministack: {way} passes all {len(must)} checks of the ID token",
            )
            if secret:
                console.add("wrong secret", oauth, "wrongwrongwrongwrongwrongwrong")
                code, run = console.test("wrong secret", "alice", "Peers-Alice-1")
                check(code == 1 and codes(run)[:1] == ["invalid_client"], f"ministack: a wrong secret is {codes(run)}")


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
        console.add("wrong secret", {**oauth, "clientId": "basic", "clientAuthentication": "client_secret_basic"}, "no")
        code, run = console.test("wrong secret", "alice", "any")
        check(code == 1 and codes(run)[:1] == ["invalid_client"], f"oidc-provider: a wrong secret is {codes(run)}")
        elsewhere = {**oauth, "redirectUri": "https://broker.example.com/other"}
        console.add("elsewhere", elsewhere, None)
        code, run = console.test("elsewhere", "alice", "any")
        check(codes(run)[:1] == ["redirect_mismatch"], f"oidc-provider: another callback is {codes(run)}")


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


class Stranger:
    """An OpenID Connect client made of requests and PyJWT alone."""

    def __init__(self, pool, client):
        self.pool, self.client = pool, client
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

    def sign_in(self, username, password):
        login = urllib.parse.urljoin(self.pool["domain"], self.authorize().headers["location"])
        page = self.browser.get(login)
        fields = {**Form(page.text).fields, "username": username, "password": password}
        answer = self.browser.post(page.url, data=fields, allow_redirects=False)
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers.get("location", "")).query)
        return {name: values[0] for name, values in query.items()}

    def token(self, **form):
        data = {"client_id": self.client["id"], **form}
        credentials = (self.client["id"], self.client["secret"]) if self.client["secret"] else None
        return self.browser.post(self.document["token_endpoint"], data=data, auth=credentials)

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
    arguments = [IDPCTL, "practice-pool", "--port", "0", "--json", "--data-dir", folder]
    with process(arguments, stdout=subprocess.PIPE, text=True) as child:
        pool = json.loads(child.stdout.readline())
        clients = {client["id"]: client for client in pool["clients"]}
        alice = next(user for user in pool["users"] if user["name"] == "alice")
        for client in list(clients.values())[:2]:
            name = "confidential" if client["secret"] else "public"
            stranger = Stranger(pool, client)
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
            check(
                (again.status_code, again.json().get("error")) == (400, "invalid_grant"),
                f"practice pool: {name}: a code serves once",
            )
            fresh = stranger.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"]).json()
            check("id_token" in fresh and "refresh_token" not in fresh, f"practice pool: {name}: refresh works")
            other = Stranger(pool, client)
            back = other.sign_in("alice", alice["password"])
            wrong = other.exchange(back["code"], verifier="x" * 43)
            check(wrong.json().get("error") == "invalid_grant", f"practice pool: {name}: PKCE is checked")
        stranger = Stranger(pool, pool["clients"][0])
        location = stranger.authorize(redirect_uri="https://broker.example.com/other").headers["location"]
        check("error=redirect_mismatch" in location, "practice pool: an unregistered callback is refused")
        unstyled = Stranger(pool, pool["clients"][2])
        login = urllib.parse.urljoin(pool["domain"], unstyled.authorize().headers["location"])
        check(unstyled.browser.get(login).status_code == 403, "practice pool: no style, no sign-in page")


def main():
    with tempfile.TemporaryDirectory() as folder:
        a_stranger_against_the_practice_pool(folder)
    with tempfile.TemporaryDirectory() as folder:
        our_client_against_oidc_provider(folder)
    with tempfile.TemporaryDirectory() as folder:
        our_client_against_ministack(sys.argv[1], folder)
    print(f"\n{len(passed)} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)


main()
