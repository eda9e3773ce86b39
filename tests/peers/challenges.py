"""boto3 and pycognito against every challenge of the practice pool that a person can answer."""

import json
import os

import pyotp
from pycognito import Cognito
from pycognito.exceptions import SMSMFAChallengeException

from common import PracticeSdk, check, practice_pool

PEER = "practice pool"


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


class Trial(PracticeSdk):
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
        srp = self.srp(self.store, "frank")
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
            self.srp(self.store, "frank").authenticate_user()
            check(False, f"{PEER}: pycognito is asked for the code of a text message")
            return
        except SMSMFAChallengeException as asked:
            challenge = asked.get_tokens()
        session = Cognito(self.pool["userPoolId"], self.store["id"], "us-east-1", username="frank")
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
        given = self.credentials(self.id_token)
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
