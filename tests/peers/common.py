"""What the parts share: the list of results, our command line, and servers that end with their part."""

import contextlib
import json
import os
import socket
import socketserver
import subprocess
import threading
import time

import boto3
import botocore
import requests
from botocore.config import Config
from pycognito.aws_srp import AWSSRP

IDPCTL = os.path.join(os.environ["IDP_TARGET_DIR"], "debug", "idpctl")
CALLBACK = "https://broker.example.com/callback"
ISSUER_HOST = "cognito-idp.us-east-1.amazonaws.com"
LIMIT_SECONDS = 300
passed, failed = [], []


def check(condition, what):
    (passed if condition else failed).append(what)
    print(f"{'ok' if condition else 'FAILED'}: {what}", flush=True)


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


@contextlib.contextmanager
def practice_pool(folder):
    """What the practice pool on this folder says of itself."""
    arguments = [IDPCTL, "practice-pool", "--port", "0", "--json", "--data-dir", folder]
    with process(arguments, stdout=subprocess.PIPE, text=True) as child:
        yield json.loads(child.stdout.readline())


class PracticeSdk:
    """boto3 and pycognito on the API of a practice pool."""

    def __init__(self, pool):
        self.pool = pool
        self.clients = {client["id"]: client for client in pool["clients"]}
        self.store = self.clients["practiceuserstore000000004"]
        self.confidential = self.clients["practiceconfidential000001"]
        self.passwords = {user["name"]: user["password"] for user in pool["users"]}
        self.seeds = {user["name"]: user.get("totpSecret") for user in pool["users"]}
        self.idp = self.service("cognito-idp")

    def service(self, name, **credentials):
        unsigned = {} if credentials else {"signature_version": botocore.UNSIGNED}
        return boto3.client(
            name,
            region_name="us-east-1",
            endpoint_url=self.pool["domain"],
            config=Config(retries={"max_attempts": 0}, **unsigned),
            **credentials,
        )

    def srp(self, client, user, password=None):
        return AWSSRP(
            username=user,
            password=password or self.passwords[user],
            pool_id=self.pool["userPoolId"],
            client_id=client["id"],
            client_secret=client["secret"],
            client=self.idp,
        )

    def begin(self, flow, user, **parameters):
        return self.idp.initiate_auth(
            ClientId=self.store["id"], AuthFlow=flow, AuthParameters={"USERNAME": user, **parameters}
        )

    def password(self, user):
        return self.begin("USER_PASSWORD_AUTH", user, PASSWORD=self.passwords[user])

    def reply(self, asked, user, **responses):
        session = {"Session": asked["Session"]} if "Session" in asked else {}
        return self.idp.respond_to_auth_challenge(
            ClientId=self.store["id"],
            ChallengeName=asked["ChallengeName"],
            ChallengeResponses={"USERNAME": user, **responses},
            **session,
        )

    def code(self):
        """Of the latest message."""
        return requests.get(f"{self.pool['domain']}/messages").json()[-1]["code"]

    def credentials(self, id_token):
        """What the identity pool gives for an ID token of the pool."""
        identity, pool = self.service("cognito-identity"), self.pool["userPoolId"]
        logins = {f"cognito-idp.{pool.split('_')[0]}.amazonaws.com/{pool}": id_token}
        one = identity.get_id(IdentityPoolId=self.pool["identityPoolId"], Logins=logins)["IdentityId"]
        return identity.get_credentials_for_identity(IdentityId=one, Logins=logins)["Credentials"]


class Gate(socketserver.StreamRequestHandler):
    """A proxy that notes who is asked for and lets nobody through."""

    def handle(self):
        words = self.rfile.readline(2048).decode("latin-1").split()
        self.server.asked.append(words[1] if len(words) > 1 else "")
        while self.rfile.readline(2048).strip():
            pass
        self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@contextlib.contextmanager
def closed_gate():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Gate) as server:
        server.asked = []
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


class Console:
    """idpctl on a data folder of its own, with the vault, behind a gate if there is one."""

    def __init__(self, folder, gate=None):
        self.base = [IDPCTL, "--data-dir", folder, "--secret-store", "vault", "--json"]
        self.folder = folder
        self.environment = {**os.environ, "IDP_CONSOLE_VAULT_PASSPHRASE": "independent peers"}
        if gate:
            address = f"http://127.0.0.1:{gate.server_address[1]}"
            self.environment |= {"HTTP_PROXY": address, "HTTPS_PROXY": address, "ALL_PROXY": address}

    def run(self, *arguments, stdin=""):
        done = subprocess.run(
            [*self.base, *arguments], input=stdin, env=self.environment, capture_output=True, text=True, timeout=120
        )
        return done.returncode, done.stdout, done.stderr

    def add(self, name, oauth, secret):
        self.create({"displayName": name, "catalogueEntry": "generic-oidc", "oauth": oauth}, secret)

    def create(self, definition, secret):
        path = os.path.join(self.folder, "definition.json")
        with open(path, "w") as file:
            json.dump(definition, file)
        more = ["--client-secret-stdin"] if secret else []
        code, _, problem = self.run("provider", "create", "--file", path, *more, stdin=secret or "")
        if code != 0:
            raise RuntimeError(problem)

    def test(self, name, username, password, *more):
        """`more`: what further lines of the standard input are, after the password."""
        words = ["test", name, "--sign-in", "form", "--username", username, "--password-stdin", *more]
        code, out, problem = self.run(*words, stdin=password)
        if not out:
            raise RuntimeError(problem)
        return code, json.loads(out)


def codes(run):
    return [diagnosis["code"] for diagnosis in run["diagnosis"]]


def check_refused(console, peer, what, name, expected, username, password):
    code, run = console.test(name, username, password)
    found = (code, run["outcome"], codes(run)[:1])
    check(found == (1, "failed", [expected]), f"{peer}: {what} is {expected} {codes(run)}")


def check_id_token(run, peer):
    rows = next(step for step in run["steps"] if step["step"] == "id_token")["checks"]
    must = [row for row in rows if row["requirement"] == "must"]
    not_passed = [row["check"] for row in must if row["verdict"] != "passed"]
    # An empty list would pass as well, and say nothing.
    check(len(must) > 10 and not not_passed, f"{peer} passes all {len(must)} checks of the ID token {not_passed}")


@contextlib.contextmanager
def ministack_server(ministack, folder):
    """The address of a ministack that checks secrets, flows, tokens and signatures."""
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
        yield base
