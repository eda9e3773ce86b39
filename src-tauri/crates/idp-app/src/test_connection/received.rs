//! The last step: everything received side by side, and what the rules make of it.

use super::{STEP_LIMIT, TestRun};
use crate::journal::Stop;
use idp_core::checks::{Check, CheckId};
use idp_core::claims::{ClaimSource, Claims, attribute_table};
use idp_core::diagnosis::of_failed_check;
use idp_core::mapping::{Connection, Received, map_attributes};
use idp_core::run::{RunEvent, StepKind};

impl TestRun {
    /// Records the attributes of all sources, and maps them.
    pub(super) async fn received(&self, sources: &[(ClaimSource, &Claims)]) -> Result<(), Stop> {
        let attributes = attribute_table(sources);
        self.journal
            .record(RunEvent::AttributesReceived { attributes })?;
        let rules = self.provider.attributes();
        let connection = Connection::of(self.provider.as_draft());
        let received = Received {
            sources,
            connection: &connection,
        };
        let work = async {
            let mapped = map_attributes(rules, &received).mapped;
            let missing = mapped
                .problems
                .iter()
                .find(|problem| problem.required)
                .cloned();
            self.journal.record(RunEvent::MappingApplied { mapped })?;
            let check = Check::of(CheckId::RequiredAttributesMapped, missing.is_none());
            match missing {
                None => self
                    .journal
                    .checks(StepKind::Mapping, [check])
                    .map_err(Stop::Store),
                Some(problem) => {
                    let check = check.found(&problem.message);
                    self.journal.checks(StepKind::Mapping, [check])?;
                    let diagnosis =
                        of_failed_check(CheckId::RequiredAttributesMapped, StepKind::Mapping)
                            .evidence("rule", problem.message);
                    Err(Stop::Failed(Box::new(diagnosis)))
                }
            }
        };
        if rules.user.is_empty() && rules.external.is_empty() {
            self.journal.record(RunEvent::MappingApplied {
                mapped: map_attributes(rules, &received).mapped,
            })?;
            let why = "The definition has no mapping rules.";
            return self
                .journal
                .skip(StepKind::Mapping, why)
                .map_err(Stop::Store);
        }
        self.journal.step(StepKind::Mapping, STEP_LIMIT, work).await
    }
}
