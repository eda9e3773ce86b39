//! What a broker that knows user name and password only would meet with a user pool. It is
//! judged from one call that signs nobody in, and from the test runs there are; what neither
//! shows is said as unknown.

use crate::checks::{CheckId, Verdict};
use crate::diagnosis::DiagnosisCode;
use crate::instant::time_in_words;
use crate::run::{CheckView, RunView, StepKind, StepOutcome};
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

/// All findings, in the order of a sign-in. `runs` asked this pool through this app client,
/// newest first.
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
            flow(
                V::Unknown,
                "Whether the app client takes user name and password is not known.",
                "The pool refused the call for want of the secret before it said anything about the flow. In the AWS console open App clients, your client, Edit, and look whether ALLOW_USER_PASSWORD_AUTH is ticked.",
            ),
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
    last: Vec<(&'a str, &'a str)>,
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
        let mut last: Vec<(&str, &str)> = Vec::new();
        for run in runs {
            // Without a password, a code is the first factor and not the second.
            let with_password = past_password(run);
            let counts = |name: &&String| with_password || !SECOND_FACTORS.contains(&name.as_str());
            for name in run.challenges.iter().filter(counts) {
                if !last.iter().any(|(known, _)| known == name) {
                    last.push((name.as_str(), run.started_at.as_str()));
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
        let through = |run: &&RunView| past_password(run) && signed_in(run);
        finding(
            topic,
            BrokerVerdict::Unknown,
            "Whether people need a second factor is not known.",
            &unseen(
                self.runs.iter().filter(through).count(),
                "In the AWS console look at Sign-in, Multi-factor authentication: with Required, every sign-in through the broker fails.",
            ),
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
            &unseen(
                self.runs.iter().filter(|run| past_password(run)).count(),
                "In the AWS console look at Users: those with the status Force change password fail at the broker.",
            ),
        )
    }

    fn other(&self) -> Option<BrokerFinding> {
        let known = |name: &str| {
            SECOND_FACTORS.contains(&name) || OF_CHOICE.contains(&name) || name == NEW_PASSWORD
        };
        let others = self.last.iter().map(|(name, _)| *name);
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
            .filter(|(name, _)| names.contains(name))
            .map(|(name, at)| format!("{name} in the test of {}", time_in_words(at)))
            .collect();
        (!rows.is_empty()).then(|| rows.join(", "))
    }
}

/// `tests` are those that would have shown it.
fn unseen(tests: usize, look: &str) -> String {
    match tests {
        0 => format!("No test came far enough to show it. {look}"),
        1 => format!("The one user tested was not asked. {look}"),
        count => format!("The users of the last {count} tests were not asked. {look}"),
    }
}

/// The pool took the password, and what it asked then, or that it asked nothing, is known.
fn past_password(run: &RunView) -> bool {
    let mut checks = run.steps.iter().flat_map(|step| &step.checks);
    let taken = |check: &CheckView| {
        check.check == CheckId::PasswordAccepted && check.verdict == Verdict::Passed
    };
    let told = !run.challenges.is_empty() || ended(run) == Some(StepOutcome::Skipped);
    told && checks.any(taken)
}

/// The pool gave tokens, so it asked for nothing more.
fn signed_in(run: &RunView) -> bool {
    matches!(ended(run), Some(StepOutcome::Passed | StepOutcome::Skipped))
}

fn ended(run: &RunView) -> Option<StepOutcome> {
    let mut steps = run.steps.iter();
    let step = steps.find(|step| step.step == StepKind::Challenge)?;
    Some(step.outcome)
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
