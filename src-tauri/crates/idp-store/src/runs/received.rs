//! What the runs of a provider received, for looking at them together.

use super::{Row, Runs, StoredRun};
use crate::store::StoreError;
use idp_core::claims::Attribute;
use idp_core::diagnosis::DiagnosisCode;
use idp_core::run::RunEvent;

/// What a run received, without its other events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedInRun {
    /// The run.
    pub run: StoredRun,
    /// The attributes; at least one.
    pub attributes: Vec<Attribute>,
    /// The causes of a failure.
    pub diagnosis: Vec<DiagnosisCode>,
}

impl Runs<'_> {
    /// What the latest runs of a provider received, newest first; runs that received nothing
    /// are left out. With `after`, only those that began after that run. Two queries, however
    /// many runs there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn received(
        &self,
        provider_id: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<ReceivedInRun>, StoreError> {
        // One transaction: both answers are of the same moment.
        let mut together = self.store.readers().begin().await?;
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT * FROM runs WHERE provider_id = ?1
             AND (?2 IS NULL OR (started_at, rowid) >
                 (SELECT started_at, rowid FROM runs WHERE run_id = ?2))
             AND EXISTS (
                 SELECT 1 FROM run_events e WHERE e.run_id = runs.run_id
                     AND json_extract(e.event, '$.event') = 'attributes_received'
                     AND json_array_length(e.event, '$.attributes') > 0
             ) ORDER BY started_at DESC, rowid DESC LIMIT ?3",
        )
        .bind(provider_id)
        .bind(after)
        .bind(limit)
        .fetch_all(&mut *together)
        .await?;
        let ids: Vec<&str> = rows.iter().map(|row| &*row.run_id).collect();
        let events: Vec<(String, String)> = sqlx::query_as(
            "SELECT e.run_id, e.event FROM json_each(?) chosen
             JOIN run_events e ON e.run_id = chosen.value
             WHERE json_extract(e.event, '$.event') IN ('attributes_received', 'diagnosed')
             ORDER BY chosen.key, e.seq",
        )
        .bind(serde_json::to_string(&ids)?)
        .fetch_all(&mut *together)
        .await?;
        let mut events = events.into_iter().peekable();
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let mut received = ReceivedInRun {
                run: row.try_into()?,
                attributes: Vec::new(),
                diagnosis: Vec::new(),
            };
            while let Some((_, event)) = events.next_if(|(id, _)| *id == received.run.run_id) {
                received.add(serde_json::from_str(&event)?);
            }
            found.push(received);
        }
        Ok(found)
    }
}

impl ReceivedInRun {
    fn add(&mut self, event: RunEvent) {
        if let RunEvent::AttributesReceived { attributes } = event {
            self.attributes = attributes;
        } else if let RunEvent::Diagnosed { diagnosis } = event {
            self.diagnosis.push(diagnosis.code);
        }
    }
}
