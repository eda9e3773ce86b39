//! The question that a running sign-in waits with, for the window: asked here, shown and
//! answered by commands. There is one at most, because there is one run at most.

use crate::app::App;
use crate::events::AppEvent;
use crate::sign_in::AskEnd;
use idp_core::question::{Answer, Question};
use std::sync::{MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// A question, and who waits for its answer.
pub(crate) struct Asked {
    run_id: String,
    question: Question,
    answer: oneshot::Sender<Answer>,
}

/// Why an answer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// The sign-in went on or ended meanwhile.
    #[error("This sign-in no longer waits for an answer. Test again if it ended.")]
    NotAsked,
    /// Something is missing.
    #[error("The answer is not complete. Fill in every field.")]
    Incomplete,
}

/// Withdraws the question when nobody waits for its answer any more.
struct Withdrawn<'a> {
    app: &'a App,
    run_id: &'a str,
}

impl Drop for Withdrawn<'_> {
    fn drop(&mut self) {
        *self.app.asked() = None;
        self.app.announce(AppEvent::RunChanged {
            run_id: self.run_id.to_owned(),
        });
    }
}

impl App {
    /// Asks the person in the window, and waits.
    pub async fn ask_person(&self, run_id: &str, question: Question) -> AskEnd {
        let (answer, receiver) = oneshot::channel();
        *self.asked() = Some(Asked {
            run_id: run_id.to_owned(),
            question,
            answer,
        });
        let _withdrawn = Withdrawn { app: self, run_id };
        self.announce(AppEvent::RunChanged {
            run_id: run_id.to_owned(),
        });
        receiver.await.map_or(AskEnd::Closed, AskEnd::Answered)
    }

    /// What a run waits with.
    #[must_use]
    pub fn question(&self, run_id: &str) -> Option<Question> {
        let asked = self.asked();
        let asked = asked.as_ref().filter(|asked| asked.run_id == run_id)?;
        Some(asked.question.clone())
    }

    /// Answers it.
    ///
    /// # Errors
    /// When the run waits for nothing, or for more than this.
    pub fn answer_question(&self, run_id: &str, answer: Answer) -> Result<(), AnswerError> {
        let mut place = self.asked();
        let asked = place
            .take_if(|asked| asked.run_id == run_id)
            .ok_or(AnswerError::NotAsked)?;
        if !asked.question.is_answered_by(&answer) {
            *place = Some(asked);
            return Err(AnswerError::Incomplete);
        }
        asked.answer.send(answer).map_err(|_| AnswerError::NotAsked)
    }

    fn asked(&self) -> MutexGuard<'_, Option<Asked>> {
        let place = &self.inner.asked;
        place.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
