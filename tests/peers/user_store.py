"""Our client against the user pools API and the identity pools of ministack, through the AWS SDK."""

import time

import boto3
import pyotp

from common import Console, check, check_id_token, check_refused, ministack_server

REGION = "us-east-1"
PASSWORD = "Peers-Alice-1"


def our_user_store_against_ministack(ministack, folder):
    with ministack_server(ministack, folder) as base:
        options = {
            "endpoint_url": base,
            "region_name": REGION,
            "aws_access_key_id": "test",
            "aws_secret_access_key": "test",
        }
        Trial(Console(folder), base, options).run()


class Trial:
    def __init__(self, console, base, options):
        self.console = console
        self.base = base
        self.idp = boto3.client("cognito-idp", **options)
        self.identity = boto3.client("cognito-identity", **options)
        self.iam = boto3.client("iam", **options)
        self.pool = self.idp.create_user_pool(PoolName="store")["UserPool"]["Id"]

    def run(self):
        self.add_user("alice", PASSWORD)
        self.both_flows()
        self.refusals()
        self.new_password()
        self.software_token()
        self.identity_pool()

    def add_user(self, name, password, permanent=True):
        self.idp.admin_create_user(
            UserPoolId=self.pool,
            Username=name,
            TemporaryPassword=password,
            UserAttributes=[{"Name": "email", "Value": f"{name}@example.com"}],
            MessageAction="SUPPRESS",
        )
        if permanent:
            self.idp.admin_set_user_password(
                UserPoolId=self.pool, Username=name, Password=password, Permanent=True
            )

    def client(self, name, flows, **more):
        return self.idp.create_user_pool_client(
            UserPoolId=self.pool,
            ClientName=name,
            ExplicitAuthFlows=[*flows, "ALLOW_REFRESH_TOKEN_AUTH"],
            **{"PreventUserExistenceErrors": "ENABLED", **more},
        )["UserPoolClient"]

    def add(self, name, client, flow, secret=None, **more):
        store = {
            "region": REGION,
            "userPoolId": self.pool,
            "clientId": client["ClientId"],
            "authFlow": flow,
            "endpointOverride": self.base,
            **more,
        }
        definition = {
            "displayName": name,
            "catalogueEntry": "aws-cognito-user-store",
            "kind": "user_store",
            "userStore": store,
        }
        self.console.create(definition, secret)

    def passes(self, what, name, *arguments):
        code, run = self.console.test(name, *arguments)
        told = [row["code"] for row in run["diagnosis"]]
        check(code == 0 and run["outcome"] == "passed", f"ministack: {what} passes {told}")
        return run

    def both_flows(self):
        for with_secret in [False, True]:
            kind = "with a secret" if with_secret else "without a secret"
            client = self.client(
                kind, ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"], GenerateSecret=with_secret
            )
            secret = client.get("ClientSecret")
            for flow in ["user_password", "user_srp"]:
                name = f"{flow} {kind}"
                self.add(name, client, flow, secret)
                run = self.passes(name, name, "alice", PASSWORD)
                emails = {row["source"] for row in run["attributes"] if row["name"] == "email"}
                check(emails >= {"id_token", "user_pool"}, f"ministack: {name} shows the e-mail address {emails}")
                check_id_token(run, f"ministack: {name}")
                for what, user, password in [
                    ("a wrong password", "alice", "Another-Password-1"),
                    ("an unknown user who is hidden", "nobody", PASSWORD),
                ]:
                    check_refused(
                        self.console, "ministack", f"{name}: {what}", name, "wrong_credentials", user, password
                    )
            if secret:
                self.add("no secret", client, "user_password")
                self.refused("a missing secret", "no secret", "secret_hash_required")
                self.add("wrong secret", client, "user_password", "wrongwrongwrongwrongwrongwrong")
                self.refused("a wrong secret", "wrong secret", "secret_hash_wrong")

    def refused(self, what, name, expected, user="alice"):
        check_refused(self.console, "ministack", what, name, expected, user, PASSWORD)

    def refusals(self):
        srp = self.client("srp only", ["ALLOW_USER_SRP_AUTH"])
        self.add("flow", srp, "user_password")
        self.refused("a flow that is not enabled", "flow", "auth_flow_not_enabled")
        self.add("client", {"ClientId": "doesnotexist0000000000000"}, "user_password")
        self.refused("an unknown client", "client", "client_not_found")
        legacy = self.client("legacy", ["ALLOW_USER_PASSWORD_AUTH"], PreventUserExistenceErrors="LEGACY")
        self.add("legacy", legacy, "user_password")
        self.refused("an unknown user who is not hidden", "legacy", "user_not_found", "nobody")
        self.add_user("erin", PASSWORD)
        self.idp.admin_disable_user(UserPoolId=self.pool, Username="erin")
        self.refused("a disabled user", "legacy", "user_disabled", "erin")

    def new_password(self):
        self.add_user("carol", "Peers-Carol-1", permanent=False)
        name = "user_srp without a secret"
        check_refused(
            self.console, "ministack", "a forced new password", name, "new_password_required", "carol", "Peers-Carol-1"
        )
        self.passes(
            "a new password", name, "carol", "Peers-Carol-1\nPeers-Carol-2", "--new-password-stdin"
        )
        self.passes("the new password", name, "carol", "Peers-Carol-2")

    def software_token(self):
        self.idp.set_user_pool_mfa_config(
            UserPoolId=self.pool,
            MfaConfiguration="OPTIONAL",
            SoftwareTokenMfaConfiguration={"Enabled": True},
        )
        client = self.client("totp", ["ALLOW_USER_PASSWORD_AUTH"])
        self.add("totp", client, "user_password")
        self.add_user("dave", PASSWORD)
        tokens = self.idp.initiate_auth(
            ClientId=client["ClientId"],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": "dave", "PASSWORD": PASSWORD},
        )["AuthenticationResult"]
        key = self.idp.associate_software_token(AccessToken=tokens["AccessToken"])["SecretCode"]
        self.idp.verify_software_token(AccessToken=tokens["AccessToken"], UserCode=pyotp.TOTP(key).now())
        self.idp.admin_set_user_mfa_preference(
            UserPoolId=self.pool,
            Username="dave",
            SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True},
        )
        self.refused("a second factor that nobody types", "totp", "mfa_required", "dave")
        # A code serves once: the next one comes with the next half minute.
        time.sleep(30 - time.time() % 30 + 1)
        run = self.passes("a code of the app", "totp", "dave", f"{PASSWORD}\n{key}", "--software-token-stdin")
        found = [step["outcome"] for step in run["steps"] if step["step"] == "challenge"]
        check(found == ["passed"], f"ministack: the challenge of the app was answered {found}")

    def identity_pool(self):
        client = self.client("identity", ["ALLOW_USER_PASSWORD_AUTH"])
        provider = f"cognito-idp.{REGION}.amazonaws.com/{self.pool}"
        found = self.identity.create_identity_pool(
            IdentityPoolName="peers",
            AllowUnauthenticatedIdentities=False,
            CognitoIdentityProviders=[{"ProviderName": provider, "ClientId": client["ClientId"]}],
        )["IdentityPoolId"]
        role = self.iam.create_role(RoleName="signed-in", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        self.identity.set_identity_pool_roles(IdentityPoolId=found, Roles={"authenticated": role})
        self.add("identity", client, "user_password", identityPoolId=found)
        run = self.passes("an identity pool", "identity", "alice", PASSWORD)
        checks = {
            row["check"]: row.get("found", "") for step in run["steps"] for row in step["checks"]
        }
        role, end = checks.get("aws_role_known", ""), checks.get("aws_credentials_received", "")
        check("signed-in" in role and "until" in end, f"ministack: the role and its end are shown ({role}, {end})")
        unknown = f"{REGION}:00000000-0000-4000-8000-000000000009"
        self.add("no identity pool", client, "user_password", identityPoolId=unknown)
        self.refused("an unknown identity pool", "no identity pool", "identity_pool_not_found")
