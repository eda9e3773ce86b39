//! What a state of the secret store means for the person, and what to do on this system.

use super::SecretsError;
use crate::system::{desktop, has_display};
use idp_store::{KeychainProblem, SecretStoreError, SecretStoreKind};

/// What the store in use is.
pub(super) fn in_use(kind: SecretStoreKind) -> &'static str {
    match kind {
        SecretStoreKind::Keychain => {
            "Secrets are kept in the keychain of this system. A round trip worked just now."
        }
        SecretStoreKind::Vault => {
            "Secrets are kept in an encrypted vault in the data folder. Its passphrase is asked for after each start."
        }
        SecretStoreKind::Session => {
            "Secrets are kept in memory and are gone when the program ends."
        }
    }
}

/// What to do about a store that does not work.
pub(super) fn next_step(error: &SecretsError) -> Option<String> {
    let text = match error {
        SecretsError::NotChosen(error) | SecretsError::Store(error) => match error {
            SecretStoreError::Unavailable { problem, .. } => {
                of_keychain(*problem, desktop().as_deref(), has_display())
            }
            SecretStoreError::Locked => unlock(has_display()),
            SecretStoreError::WaitingForPrompt => {
                "Look for its window, perhaps behind this one, and answer it. It goes on by itself then."
            }
            SecretStoreError::Damaged { .. } => {
                "Restore the folder vault in the data folder from a backup, or begin a new vault; the damaged one is kept."
            }
            SecretStoreError::WrongPassphrase => "Enter the passphrase that was set for it.",
            SecretStoreError::PassphraseMissing => "Enter a passphrase.",
            SecretStoreError::PassphraseTooShort { .. } => "Enter a longer passphrase.",
            SecretStoreError::NotThere(_) => return None,
            SecretStoreError::TooLarge => "Choose the vault; it takes secrets of any length.",
            SecretStoreError::DiskFull => "Free some space on the disk with the data folder.",
            SecretStoreError::Io(_) => "Check the permissions of the data folder.",
        },
        SecretsError::VaultLocked => "Enter its passphrase.",
        SecretsError::Settings(_) => return None,
    };
    Some(text.to_owned())
}

fn of_keychain(problem: KeychainProblem, desktop: Option<&str>, display: bool) -> &'static str {
    let desktop = desktop.unwrap_or_default().to_ascii_uppercase();
    let is_kde = desktop.contains("KDE");
    match problem {
        KeychainProblem::NoSession if display => {
            "Start the console from the menu of your desktop or a terminal in it, not with sudo or over SSH; then the session bus is at hand. Or choose the vault."
        }
        KeychainProblem::NoSession | KeychainProblem::NoService if !display => {
            "This session has no screen, where keychains seldom run. The vault is meant for it. To use a keychain all the same, start gnome-keyring-daemon in a D-Bus session."
        }
        KeychainProblem::NoSession | KeychainProblem::NoService if is_kde => {
            "Install KWallet (package kwalletmanager), switch it on in System Settings under KDE Wallet, and try again. Or choose the vault."
        }
        KeychainProblem::NoSession | KeychainProblem::NoService => {
            "Install and start GNOME Keyring (package gnome-keyring), sign out and in, and try again. KeePassXC can stand in for it: Settings, Secret Service Integration. Or choose the vault."
        }
        KeychainProblem::NoDefaultKeyring if is_kde => {
            "Open KWalletManager (package kwalletmanager) and create a wallet, then try again. Or choose the vault."
        }
        KeychainProblem::NoDefaultKeyring => {
            "Open Passwords and Keys (package seahorse), create a keyring and set it as default, then try again. Or choose the vault."
        }
        KeychainProblem::Refused => {
            "Try again and allow access when your system asks. A sandboxed program needs the permission for org.freedesktop.secrets. Or choose the vault."
        }
        KeychainProblem::Broken => {
            "Restart the keychain service of your desktop and try again. Or choose the vault."
        }
    }
}

fn unlock(display: bool) -> &'static str {
    if display {
        "Unlock it in the password program of your system (Passwords and Keys, KWalletManager, Keychain Access) and try again. Or choose the vault."
    } else {
        "There is no screen to ask for its password on. Unlock it with gnome-keyring-daemon --unlock, or choose the vault."
    }
}

#[cfg(test)]
mod tests {
    use super::{KeychainProblem as Problem, of_keychain};

    #[test]
    fn the_next_step_names_what_fits_this_desktop() {
        let cases = [
            (Problem::NoService, Some("GNOME"), true, "gnome-keyring"),
            (
                Problem::NoService,
                Some("ubuntu:GNOME"),
                true,
                "gnome-keyring",
            ),
            (Problem::NoService, Some("KDE"), true, "KWallet"),
            (Problem::NoService, None, false, "no screen"),
            (Problem::NoSession, None, false, "no screen"),
            (Problem::NoSession, Some("XFCE"), true, "sudo"),
            (
                Problem::NoDefaultKeyring,
                Some("KDE"),
                true,
                "KWalletManager",
            ),
            (Problem::NoDefaultKeyring, None, true, "seahorse"),
            (Problem::Refused, None, true, "allow access"),
            (Problem::Broken, None, true, "Restart"),
        ];
        for (problem, desktop, display, expected) in cases {
            let text = of_keychain(problem, desktop, display);
            assert!(text.contains(expected), "{problem:?} {desktop:?}: {text}");
        }
    }
}
