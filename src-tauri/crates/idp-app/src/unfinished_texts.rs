//! What was typed and is nothing yet that a draft, a provider or the practice pool could hold:
//! kept while a person types, so that closing and crashing lose nothing.

use crate::app::App;
use idp_core::draft::TextPlace;
use idp_core::provider::ProviderId;
use idp_log::holds_secret;
use idp_store::{StoreError, replace_private};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

/// A longer text is not kept; it is one that was pasted, and is still where it came from.
const LONGEST_BYTES: usize = 2 * 1024 * 1024;

/// Why a text could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum UnfinishedTextError {
    /// The file beside the settings of the practice pool.
    #[error("What is not saved of the practice pool cannot be kept: {0}")]
    PracticeFile(io::Error),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl App {
    /// The text that was kept for a place of a provider's mapping editor.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unfinished_text(
        &self,
        provider: &ProviderId,
        place: TextPlace,
    ) -> Result<Option<String>, UnfinishedTextError> {
        let texts = self.inner.store.unfinished_texts();
        Ok(texts.find(provider, place).await?)
    }

    /// Keeps a text for a place of a provider's mapping editor, or forgets it. Says whether it
    /// is kept: one that holds a secret or a token is not, nor is one of more than 2 MiB, and
    /// what was kept before is forgotten then.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keep_unfinished_text(
        &self,
        provider: &ProviderId,
        place: TextPlace,
        text: Option<&str>,
    ) -> Result<bool, UnfinishedTextError> {
        let texts = self.inner.store.unfinished_texts();
        let may_stay = |text: &&str| text.len() <= LONGEST_BYTES && !holds_secret(text);
        match text.filter(may_stay) {
            Some(kept) => {
                texts.update(provider, place, kept, &self.now()).await?;
                Ok(true)
            }
            None => {
                texts.delete(provider, place).await?;
                Ok(text.is_none())
            }
        }
    }

    /// The entry of the practice pool that was being edited and is not saved.
    ///
    /// # Errors
    /// When its file is there and cannot be read.
    pub async fn unsaved_practice_entry(&self) -> Result<Option<String>, UnfinishedTextError> {
        let file = self.practice_entry_file();
        with_file(move || match fs::read_to_string(&file) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    /// Keeps an entry of the practice pool while it is edited, or forgets it. It has practice
    /// passwords, so it lies beside the settings of the pool and not in the database.
    ///
    /// # Errors
    /// When the file cannot be written or removed.
    pub async fn keep_practice_entry(&self, text: Option<&str>) -> Result<(), UnfinishedTextError> {
        let file = self.practice_entry_file();
        let text = text.map(str::to_owned);
        with_file(move || match text {
            Some(text) => replace_private(&file, text.as_bytes()),
            None => match fs::remove_file(&file) {
                Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
                Ok(()) | Err(_) => Ok(()),
            },
        })
        .await
    }

    fn practice_entry_file(&self) -> PathBuf {
        self.data_folder().join("practice-pool-unsaved.json")
    }
}

async fn with_file<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, UnfinishedTextError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(error.into()))
        .map_err(UnfinishedTextError::PracticeFile)
}
