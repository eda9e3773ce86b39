//! What other products would make of a sign-in: whether they would accept what this run
//! received, which user they would make of it, and which of their settings to change.
//!
//! Each product is judged twice by the same function: as it comes, which is with issuer,
//! client and scopes of the definition and every other setting at its default, and with
//! the settings that fit this run.

use crate::run::RunView;

mod alb;
mod authentik;
mod dex;
mod findings;
mod keycloak;
mod kubernetes;
mod oauth2_proxy;
mod received;
mod spring;
mod view;

pub use findings::FindingId;
pub use received::ClientFacts;
pub use view::{
    ConsumerField, ConsumerFinding, ConsumerId, ConsumerSetting, ConsumerVerdict, ConsumerView,
    ConsumersView, DefinitionState, FindingEffect, Judgement, UserField,
};

use received::{Gate, Received};

/// What a product makes of what was received, with certain settings.
#[derive(Debug, Default)]
struct Judged {
    findings: Vec<ConsumerFinding>,
    user: Vec<UserField>,
}

/// A product with its settings.
struct Product<'a> {
    /// As it comes.
    plain: Judged,
    /// With the settings that fit, and these as text; `None` when there are none to change.
    fitted: Option<(Judged, String)>,
    /// What it reads, in its order.
    reads: &'a [&'static str],
    /// Where the settings belong.
    place: &'static str,
    /// What could not be verified about it.
    unverified: &'a [&'static str],
}

/// What every known consumer would make of a run. `client` is what the definition says,
/// `None` when the provider is gone.
#[must_use]
pub fn consumers_of_run(run: &RunView, client: Option<&ClientFacts>) -> ConsumersView {
    let received = Received::of(run, client);
    let consumers = ConsumerId::ALL
        .iter()
        .map(|id| consumer(*id, &received))
        .collect();
    ConsumersView {
        run_id: run.run_id.clone(),
        received: received.is_something(),
        definition: received.definition(),
        consumers,
    }
}

fn consumer(id: ConsumerId, received: &Received<'_>) -> ConsumerView {
    let mut product = product(id, received);
    product.plain.findings.sort_by_key(|finding| finding.effect);
    let mut view = ConsumerView {
        consumer: id,
        name: id.name(),
        part: id.part(),
        reads: product.reads.to_vec(),
        plain: judgement(&product.plain.findings, product.plain.user),
        fitted: None,
        findings: product.plain.findings,
        settings: None,
        unverified: product.unverified.to_vec(),
    };
    match received.gate(id) {
        Gate::Open => {
            if let Some((judged, text)) = product.fitted {
                let place = product.place;
                view.fitted = Some(judgement(&judged.findings, judged.user));
                view.settings = Some(ConsumerSetting { place, text });
            }
        }
        Gate::Refused(finding) => {
            view.findings = vec![*finding];
            view.plain = judgement(&view.findings, Vec::new());
        }
        Gate::Unknown(reason) => {
            view.findings = Vec::new();
            view.plain = Judgement {
                verdict: ConsumerVerdict::Unknown,
                reason,
                user: Vec::new(),
            };
        }
    }
    view
}

fn product(id: ConsumerId, received: &Received<'_>) -> Product<'static> {
    match id {
        ConsumerId::Keycloak => keycloak::product(received),
        ConsumerId::Dex => dex::product(received),
        ConsumerId::Oauth2Proxy => oauth2_proxy::product(received),
        ConsumerId::Spring => spring::product(received),
        ConsumerId::Kubernetes => kubernetes::product(received),
        ConsumerId::Alb => alb::product(received),
        ConsumerId::Authentik => authentik::product(received),
    }
}

/// The verdict follows from the findings and from nothing else. A refused sign-in makes no
/// user, whatever could be read before.
fn judgement(findings: &[ConsumerFinding], user: Vec<UserField>) -> Judgement {
    let worst = |effect| findings.iter().find(|finding| finding.effect == effect);
    let (verdict, reason) = match (worst(FindingEffect::Refuses), worst(FindingEffect::Remark)) {
        (Some(finding), _) => (ConsumerVerdict::Refuses, finding.problem),
        (None, Some(finding)) => (ConsumerVerdict::AcceptsWithRemark, finding.problem),
        (None, None) => (
            ConsumerVerdict::Accepts,
            "Nothing in what was received stands against it.",
        ),
    };
    Judgement {
        verdict,
        reason: reason.to_owned(),
        user: match verdict {
            ConsumerVerdict::Refuses | ConsumerVerdict::Unknown => Vec::new(),
            ConsumerVerdict::Accepts | ConsumerVerdict::AcceptsWithRemark => user,
        },
    }
}

impl Judged {
    fn find(&mut self, finding: ConsumerFinding) {
        self.findings.push(finding);
    }

    fn find_if(&mut self, holds: bool, finding: impl FnOnce() -> ConsumerFinding) {
        if holds {
            self.findings.push(finding());
        }
    }

    fn show(&mut self, field: UserField) {
        self.user.push(field);
    }
}

#[cfg(test)]
mod tests;
