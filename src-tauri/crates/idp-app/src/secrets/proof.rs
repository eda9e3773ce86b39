//! Whether a secret outlives this process, shown and not claimed: a random entry is written
//! here, read elsewhere, and removed.

use super::SecretsError;
use crate::app::App;
use idp_core::secret::Secret;
use idp_store::{KeychainStore, SecretStore, SecretStoreKind};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::time::Duration;
use tokio::process::Command;

/// The first argument of a process that only reads an entry. Nobody types it.
const READ_ENTRY: &str = "--read-keychain-entry";

/// A process that reads one entry needs a fraction of a second.
const LIMIT: Duration = Duration::from_secs(10);

/// How it was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ProofWay {
    /// Another process read the entry from the keychain.
    NewProcess,
    /// The entry was read back from the vault's file; each reading opens it anew.
    FileReadAgain,
    /// Not tried: memory ends with the process.
    Memory,
}

/// Whether secrets outlive this process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SecretStoreProof {
    /// Which store was tried.
    pub kind: SecretStoreKind,
    /// Whether the entry was found.
    pub survives: bool,
    /// How it was tried.
    pub way: ProofWay,
}

impl App {
    /// Writes a random entry, has it read elsewhere and removes it. `reader` is a program
    /// that begins with [`read_entry_if_asked`].
    ///
    /// # Errors
    /// When the store in use does not work.
    pub async fn prove_secret_store(
        &self,
        reader: Option<PathBuf>,
    ) -> Result<SecretStoreProof, SecretsError> {
        let store = self.inner.secrets.in_use(&self.inner.store).await?;
        let kind = store.kind();
        let name = format!("proof/{}", uuid::Uuid::new_v4());
        let value = Secret::new(uuid::Uuid::new_v4().to_string());
        let (survives, way) = match kind {
            SecretStoreKind::Session => (false, ProofWay::Memory),
            SecretStoreKind::Vault => {
                let survives = store.probe().await.map(|()| true)?;
                (survives, ProofWay::FileReadAgain)
            }
            SecretStoreKind::Keychain => {
                store.put(&name, &value).await?;
                let folder = self.data_folder();
                let read = read_by_new_process(reader.as_deref(), folder, &name).await;
                store.delete(&name).await?;
                let expected = hex::encode(Sha256::digest(value.expose()));
                (read.as_deref() == Some(&expected), ProofWay::NewProcess)
            }
        };
        tracing::info!(
            store = kind.as_str(),
            survives,
            ?way,
            "the secret store was tried"
        );
        Ok(SecretStoreProof {
            kind,
            survives,
            way,
        })
    }
}

async fn read_by_new_process(program: Option<&Path>, folder: &Path, name: &str) -> Option<String> {
    let child = Command::new(program?)
        .arg(READ_ENTRY)
        .arg(folder)
        .arg(name)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .ok()?;
    let output = tokio::time::timeout(LIMIT, child.wait_with_output())
        .await
        .ok()?
        .ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// When this process was started to read one entry of the keychain: prints a hash of it and
/// says with which status to end. Called first in each program.
#[must_use]
pub fn read_entry_if_asked() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != READ_ENTRY {
        return None;
    }
    let (folder, name) = (PathBuf::from(arguments.next()?), arguments.next()?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .ok()?;
    let found = runtime.block_on(KeychainStore::new(&folder).get(name.to_str()?));
    Some(match found {
        Ok(Some(value)) => {
            #[expect(clippy::print_stdout, reason = "the process that asked reads it")]
            {
                println!("{}", hex::encode(Sha256::digest(value.expose())));
            }
            ExitCode::SUCCESS
        }
        Ok(None) | Err(_) => ExitCode::from(1),
    })
}
