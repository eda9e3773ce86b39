//! What only a process of its own can show: being killed, being refused by the system, and
//! a disk that is full.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

mod child;
mod damaged;
mod disk;
mod killed;
mod start;
