"""boto3 and pycognito against every challenge of the practice pool that a person can answer."""

import contextlib
import json
import os
import subprocess

import boto3
import botocore
import pyotp
import requests
from botocore.config import Config
from pycognito import Cognito
from pycognito.aws_srp import AWSSRP
from pycognito.exceptions import SMSMFAChallengeException

from common import IDPCTL, check, process

CLIENT = "practiceuserstore000000004"
PEER = "practice pool"


@contextlib.contextmanager
def practice_pool(folder):
    arguments = [IDPCTL, "practice-pool", "--port", "0", "--json", "--data-dir", folder]
    with process(arguments, stdout=subprocess.PIPE, text=True) as child:
        yield json.loads(child.stdout.readline())


def challenges_of_the_practice_pool(folder):
    with practice_pool(folder):
        pass
    # The settings are there now: everybody needs a second factor, and alice has none yet.
    path = os.path.join(folder, "practice-pool.json")
    with open(path) as file:
        kept = json.load(file)
    settings = kept.get("settings", kept)
    settings["mfaConfiguration"] = "ON"
    for user in settings["users"]:
        if user["name"] == "bob":
            user["messageMfa"] = ["EMAIL_OTP"]
    with open(path, "w") as file:
        json.dump(kept, file)
    with practice_pool(folder) as pool:
        trial = Trial(pool)
        trial.choices()
        trial.messages()
        trial.set_up()
        trial.role()


class Trial:
    def __init__(self, pool):
        self.pool = pool
        self.passwords = {user["name"]: user["password"] for user in pool["users"]}
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

    def begin(self, flow, user, **parameters):
        return self.idp.initiate_auth(
            ClientId=CLIENT, AuthFlow=flow, AuthParameters={"USERNAME": user, **parameters}
        )

    def password(self, user):
        return self.begin("USER_PASSWORD_AUTH", user, PASSWORD=self.passwords[user])

    def reply(self, asked, user, **responses):
        session = {"Session": asked["Session"]} if "Session" in asked else {}
        return self.idp.respond_to_auth_challenge(
            ClientId=CLIENT,
            ChallengeName=asked["ChallengeName"],
            ChallengeResponses={"USERNAME": user, **responses},
            **session,
        )

    def code(self):
        return requests.get(f"{self.pool['domain']}/messages").json()[-1]["code"]

    def srp(self, user):
        return AWSSRP(
            username=user,
            password=self.passwords[user],
            pool_id=self.pool["userPoolId"],
            client_id=CLIENT,
            client=self.idp,
        )

    def choices(self):
        """USER_AUTH: the first factor is chosen, or preferred from the beginning."""
        asked = self.begin("USER_AUTH", "frank")
        check(asked["ChallengeName"] == "SELECT_CHALLENGE", f"{PEER}: boto3 is offered a choice")
        offered = set(asked["AvailableChallenges"])
        check(offered == {"PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP"}, f"{PEER}: of all first factors {offered}")
        for way, key in [("EMAIL_OTP", "EMAIL_OTP_CODE"), ("SMS_OTP", "SMS_OTP_CODE")]:
            asked = self.reply(self.begin("USER_AUTH", "frank"), "frank", ANSWER=way)
            check(asked["ChallengeName"] == way, f"{PEER}: boto3 chooses {way}")
            done = self.reply(asked, "frank", **{key: self.code()})
            check("AuthenticationResult" in done, f"{PEER}: boto3 signs in by {way}")
        preferred = {"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": self.passwords["frank"]}
        asked = self.begin("USER_AUTH", "frank", **preferred)
        check(asked["ChallengeName"] == "SMS_MFA", f"{PEER}: a preferred password is taken, then the second factor")
        srp = self.srp("frank")
        public = srp.get_auth_params()["SRP_A"]
        asked = self.begin("USER_AUTH", "frank", PREFERRED_CHALLENGE="PASSWORD_SRP", SRP_A=public)
        proof = srp.process_challenge(asked["ChallengeParameters"], {"USERNAME": "frank"})
        asked = self.reply(asked, "frank", **without_username(proof))
        check(asked["ChallengeName"] == "SMS_MFA", f"{PEER}: pycognito proves a preferred password by SRP")

    def messages(self):
        asked = self.password("bob")
        check(asked["ChallengeName"] == "EMAIL_OTP", f"{PEER}: boto3 is asked for the code of an e-mail")
        done = self.reply(asked, "bob", EMAIL_OTP_CODE=self.code())
        check("AuthenticationResult" in done, f"{PEER}: boto3 answers EMAIL_OTP as a second factor")
        try:
            self.srp("frank").authenticate_user()
            check(False, f"{PEER}: pycognito is asked for the code of a text message")
            return
        except SMSMFAChallengeException as asked:
            challenge = asked.get_tokens()
        session = Cognito(self.pool["userPoolId"], CLIENT, "us-east-1", username="frank")
        session.client = self.idp
        session.pool_domain_url = self.pool["domain"]
        session.respond_to_sms_mfa_challenge(self.code(), challenge)
        check(session.id_claims["cognito:username"] == "frank", f"{PEER}: pycognito answers SMS_MFA")

    def set_up(self):
        """MFA_SETUP: the software token is set up by the session of the sign-in."""
        asked = self.password("alice")
        check(asked["ChallengeName"] == "MFA_SETUP", f"{PEER}: boto3 has to set up a second factor")
        token = self.idp.associate_software_token(Session=asked["Session"])
        app = pyotp.TOTP(token["SecretCode"])
        verified = self.idp.verify_software_token(Session=token["Session"], UserCode=app.now())
        check(verified["Status"] == "SUCCESS", f"{PEER}: pyotp's code is taken for the new app")
        done = self.reply({**asked, "Session": verified["Session"]}, "alice")
        check("AuthenticationResult" in done, f"{PEER}: boto3 signs in with the session of the set-up")
        self.id_token = done["AuthenticationResult"]["IdToken"]
        asked = self.password("alice")
        done = self.reply(asked, "alice", SOFTWARE_TOKEN_MFA_CODE=app.now())
        check("AuthenticationResult" in done, f"{PEER}: the app is asked for from now on")

    def role(self):
        """What botocore reads of the XML, signed with the credentials of the identity pool."""
        identity, pool = self.service("cognito-identity"), self.pool["userPoolId"]
        logins = {f"cognito-idp.{pool.split('_')[0]}.amazonaws.com/{pool}": self.id_token}
        one = identity.get_id(IdentityPoolId=self.pool["identityPoolId"], Logins=logins)["IdentityId"]
        given = identity.get_credentials_for_identity(IdentityId=one, Logins=logins)["Credentials"]
        sts = self.service(
            "sts",
            aws_access_key_id=given["AccessKeyId"],
            aws_secret_access_key=given["SecretKey"],
            aws_session_token=given["SessionToken"],
        )
        caller = sts.get_caller_identity()
        expected = "arn:aws:sts::000000000000:assumed-role/practice-authenticated/CognitoIdentityCredentials"
        check(caller["Arn"] == expected, f"{PEER}: boto3 asks for the role of its credentials {caller['Arn']}")


def without_username(responses):
    return {name: value for name, value in responses.items() if name != "USERNAME"}
