//! What both programs take from their environment.

use idp_core::secret::Secret;
use std::path::PathBuf;

/// The data folder of this user, when there is a home folder. `IDP_CONSOLE_DATA_DIR`
/// names another one.
#[must_use]
pub fn default_data_folder() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("IDP_CONSOLE_DATA_DIR") {
        return Some(PathBuf::from(folder));
    }
    directories::ProjectDirs::from("", "", "idp-console").map(|dirs| dirs.data_dir().to_path_buf())
}

/// The vault's passphrase from the file that `IDP_CONSOLE_VAULT_PASSPHRASE_FILE` names, or
/// from `IDP_CONSOLE_VAULT_PASSPHRASE`.
///
/// # Errors
/// A sentence, when the file cannot be read.
pub fn vault_passphrase_from_environment() -> Result<Option<Secret>, String> {
    if let Some(path) = std::env::var_os("IDP_CONSOLE_VAULT_PASSPHRASE_FILE") {
        let path = PathBuf::from(path);
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        return Ok(Some(Secret::new(text.trim_end_matches(['\r', '\n']))));
    }
    Ok(std::env::var("IDP_CONSOLE_VAULT_PASSPHRASE")
        .ok()
        .map(Secret::new))
}
