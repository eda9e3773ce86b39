//! What a broker that knows user name and password only would meet with a user pool. It is
//! judged from one call that signs nobody in, and from the test runs there are; what neither
//! shows is said as unknown.

use crate::diagnosis::DiagnosisCode;
use crate::run::{RunView, StepKind};
use serde::Serialize;

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum BrokerTopic {
    /// The app client can be called with user name and password.
    PasswordFlow,
    /// Whether each call needs a hash of a client secret.
    ClientSecret,
    /// Whether strangers learn which users exist.
    UserExistence,
    /// A second factor.
    SecondFactor,
    /// A password that must be changed first.
    NewPassword,
    /// Something that a person cannot answer at all.
    OtherChallenge,
    /// People of another provider behind the pool.
    FederatedUsers,
}

/// What it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum BrokerVerdict {
    /// Nothing in the way.
    Fine,
    /// Sign-ins of this kind fail at the broker.
    Fails,
    /// It works, and should be looked at.
    Remark,
    /// Nothing here can see it.
    Unknown,
}

/// One thing that a broker would meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BrokerFinding {
    /// What it is about.
    pub topic: BrokerTopic,
    /// What it comes to.
    pub verdict: BrokerVerdict,
    /// In a sentence.
    pub title: String,
    /// How it is known, and what to do.
    pub advice: String,
}

/// What the pool answered to a call with a user name that nobody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// It refused with this.
    Refused(DiagnosisCode),
    /// It asked for more instead of refusing: strangers learn nothing.
    Challenged,
}

/// All findings, in the order of a sign-in. `runs` are of this definition, newest first.
#[must_use]
pub fn broker_findings(probe: Probe, runs: &[RunView]) -> Vec<BrokerFinding> {
    let mut findings = of_probe(probe);
    let asked = Asked::in_runs(runs);
    findings.push(asked.second_factor());
    findings.push(asked.new_password());
    findings.extend(asked.other());
    findings.push(federated(runs));
    findings
}

fn finding(topic: BrokerTopic, verdict: BrokerVerdict, title: &str, advice: &str) -> BrokerFinding {
    BrokerFinding {
        topic,
        verdict,
        title: title.to_owned(),
        advice: advice.to_owned(),
    }
}

fn of_probe(probe: Probe) -> Vec<BrokerFinding> {
    use BrokerTopic as T;
    use BrokerVerdict as V;
    use DiagnosisCode as C;
    let flow =
        |verdict, title: &str, advice: &str| finding(T::PasswordFlow, verdict, title, advice);
    let works = || {
        flow(
            V::Fine,
            "The app client takes user name and password.",
            "USER_PASSWORD_AUTH is enabled on it.",
        )
    };
    let no_secret = || {
        finding(
            T::ClientSecret,
            V::Fine,
            "No client secret is needed.",
            "The pool answered a call without SECRET_HASH.",
        )
    };
    let hidden = || {
        finding(
            T::UserExistence,
            V::Fine,
            "Strangers do not learn which users exist.",
            "A user name that nobody has is answered like a wrong password.",
        )
    };
    match probe {
        Probe::Refused(C::WrongCredentials) | Probe::Challenged => {
            vec![works(), no_secret(), hidden()]
        }
        Probe::Refused(C::UserNotFound) => vec![
            works(),
            no_secret(),
            finding(
                T::UserExistence,
                V::Remark,
                "Strangers learn which users exist.",
                "The pool said that there is no such user. In the AWS console open App clients, your client, Edit, and tick Prevent user existence errors.",
            ),
        ],
        Probe::Refused(C::SecretHashRequired) => vec![
            works(),
            finding(
                T::ClientSecret,
                V::Fails,
                "Every call needs a hash of the client secret.",
                "A broker that has no field for the secret is always refused. Make an app client without a secret for it: a secret cannot be taken away.",
            ),
        ],
        Probe::Refused(C::AuthFlowNotEnabled) => vec![flow(
            V::Fails,
            "The app client does not take user name and password.",
            "In the AWS console open App clients, your client, Edit, and tick ALLOW_USER_PASSWORD_AUTH. SRP alone is not what brokers use.",
        )],
        Probe::Refused(C::ClientNotFound) => vec![flow(
            V::Fails,
            "The pool does not know this app client.",
            "Compare client ID and Region with the AWS console.",
        )],
        Probe::Refused(C::BlockedByWaf) => vec![flow(
            V::Fails,
            "A web ACL refuses calls from here.",
            "Allow the network of the broker in the web ACL, and test from there.",
        )],
        Probe::Refused(code) => vec![flow(
            V::Unknown,
            "What the app client takes could not be seen.",
            &format!("The call ended with: {}", crate::diagnosis::title_of(code)),
        )],
    }
}

/// The challenges that the pool asked in the runs, and when it did so last.
struct Asked<'a> {
    runs: &'a [RunView],
    last: Vec<(String, &'a str)>,
}

const SECOND_FACTORS: &[&str] = &[
    "SMS_MFA",
    "EMAIL_OTP",
    "EMAIL_MFA",
    "SOFTWARE_TOKEN_MFA",
    "SELECT_MFA_TYPE",
    "MFA_SETUP",
];
const NEW_PASSWORD: &str = "NEW_PASSWORD_REQUIRED";
/// Asked by flows that brokers of this kind do not use.
const OF_CHOICE: &[&str] = &["SELECT_CHALLENGE", "PASSWORD", "PASSWORD_SRP", "SMS_OTP"];

impl<'a> Asked<'a> {
    fn in_runs(runs: &'a [RunView]) -> Self {
        let mut last = Vec::new();
        for run in runs {
            for name in challenges(run) {
                if !last.iter().any(|(known, _)| *known == name) {
                    last.push((name, run.started_at.as_str()));
                }
            }
        }
        Self { runs, last }
    }

    fn second_factor(&self) -> BrokerFinding {
        let (topic, found) = (BrokerTopic::SecondFactor, self.found(SECOND_FACTORS));
        if let Some(named) = found {
            return finding(
                topic,
                BrokerVerdict::Fails,
                "A second factor is asked for, which the broker cannot answer.",
                &format!(
                    "{named}. Use the sign-in pages of the pool for these people, or leave MFA to the broker and set it to Off or Optional here."
                ),
            );
        }
        finding(
            topic,
            BrokerVerdict::Unknown,
            "Whether people need a second factor is not known.",
            &self.unseen("In the AWS console look at Sign-in, Multi-factor authentication: with Required, every sign-in through the broker fails."),
        )
    }

    fn new_password(&self) -> BrokerFinding {
        let topic = BrokerTopic::NewPassword;
        if let Some(named) = self.found(&[NEW_PASSWORD]) {
            return finding(
                topic,
                BrokerVerdict::Fails,
                "Users with a temporary password cannot sign in at the broker.",
                &format!(
                    "{named}. Give them a permanent password, or let them sign in once on the pages of the pool."
                ),
            );
        }
        finding(
            topic,
            BrokerVerdict::Unknown,
            "Whether users still have a temporary password is not known.",
            &self.unseen("In the AWS console look at Users: those with the status Force change password fail at the broker."),
        )
    }

    fn other(&self) -> Option<BrokerFinding> {
        let known = |name: &str| {
            SECOND_FACTORS.contains(&name) || OF_CHOICE.contains(&name) || name == NEW_PASSWORD
        };
        let others = self.last.iter().map(|(name, _)| name.as_str());
        let others: Vec<&str> = others.filter(|name| !known(name)).collect();
        let named = self.found(&others)?;
        Some(finding(
            BrokerTopic::OtherChallenge,
            BrokerVerdict::Fails,
            "The pool asks for something that no broker of this kind can answer.",
            &format!("{named}. A Lambda function or remembered devices ask so."),
        ))
    }

    fn found(&self, names: &[&str]) -> Option<String> {
        let rows = self.last.iter();
        let rows: Vec<String> = rows
            .filter(|(name, _)| names.contains(&name.as_str()))
            .map(|(name, at)| format!("{name} in the test of {at}"))
            .collect();
        (!rows.is_empty()).then(|| rows.join(", "))
    }

    fn unseen(&self, look: &str) -> String {
        match self.runs.len() {
            0 => format!("No user was tested yet. {look}"),
            1 => format!("The one user tested was not asked. {look}"),
            count => format!("The users of the last {count} tests were not asked. {look}"),
        }
    }
}

/// The names are in the check that passed, or in the evidence of the one that did not.
fn challenges(run: &RunView) -> Vec<String> {
    let answered = run
        .steps
        .iter()
        .filter(|step| step.step == StepKind::Challenge)
        .flat_map(|step| &step.checks)
        .filter(|check| check.check == crate::checks::CheckId::ChallengesAnswered)
        .filter_map(|check| check.found.as_deref())
        .flat_map(|names| names.split(", "));
    let refused = run
        .diagnosis
        .iter()
        .filter(|diagnosis| diagnosis.step == StepKind::Challenge)
        .flat_map(|diagnosis| &diagnosis.evidence)
        .filter(|row| row.name == "challenge")
        .map(|row| row.value.as_str());
    answered
        .chain(refused)
        .filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        .map(str::to_owned)
        .collect()
}

fn federated(runs: &[RunView]) -> BrokerFinding {
    let seen = runs.iter().any(|run| {
        run.attributes
            .iter()
            .any(|attribute| attribute.name == "identities")
    });
    let (verdict, title) = if seen {
        (
            BrokerVerdict::Fails,
            "The pool has people of another provider, who cannot sign in here.",
        )
    } else {
        (
            BrokerVerdict::Unknown,
            "Whether people of another provider use this pool is not known.",
        )
    };
    finding(
        BrokerTopic::FederatedUsers,
        verdict,
        title,
        "Who comes from SAML, OpenID Connect or a social provider has no password in the pool, and needs its sign-in pages. In the AWS console look at Social and external providers.",
    )
}

#[cfg(test)]
mod tests;
