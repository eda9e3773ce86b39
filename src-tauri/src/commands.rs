//! The commands, one file per feature. A command takes arguments, calls one use case and
//! converts the error.

pub mod backups;
pub mod branding;
pub mod drafts;
pub mod hand_over;
pub mod logs;
pub mod mapping;
pub mod practice_pool;
pub mod providers;
pub mod routing;
pub mod runs;
pub mod secret_stores;
pub mod settings;
pub mod setup;
pub mod simulator;
pub mod start;
pub mod test_connection;
pub mod trash;
pub mod unfinished_texts;
pub mod users;
