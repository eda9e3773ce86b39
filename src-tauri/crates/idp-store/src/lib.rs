//! SQLite and the secret stores.
