//! `kill -9` at random moments of writing: what was acknowledged is there afterwards, and
//! the database is sound.

mod expected;
mod writer;

use crate::child::child;
use expected::{Known, Round, assert_all_there};
use idp_core::secret::Secret;
use idp_store::{VaultStore, WorkFactor};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use support::{Random, VAULT_PASSPHRASE};
use tempfile::TempDir;

/// How often; `make nightly` asks for more.
const ROUNDS: &str = "IDP_KILL_ROUNDS";
/// The number behind all moments of a test, to have the same ones again.
const SEED: &str = "IDP_KILL_SEED";
/// Rounds on one folder, so that what a kill leaves behind is met as well.
const ON_ONE_FOLDER: usize = 6;

#[tokio::test]
async fn killed_at_random_moments_it_loses_nothing_that_it_acknowledged() {
    let rounds = std::env::var(ROUNDS).map_or(60, |text| text.parse().unwrap());
    let seed = std::env::var(SEED).map_or_else(|_| new_seed(), |text| text.parse().unwrap());
    println!("{SEED}={seed}");
    let mut random = Random(seed);
    let mut kinds = BTreeSet::new();
    let mut acknowledged = 0;
    let mut folder = new_folder().await;
    let mut known = Known::default();
    let mut earlier: Vec<Round> = Vec::new();
    for round in 0..rounds {
        if round % ON_ONE_FOLDER == 0 {
            folder = new_folder().await;
            known = Known::default();
            earlier.clear();
        }
        let (acks, in_flight) = kill_one(folder.path(), &mut random);
        for line in &acks {
            known.apply(line);
            kinds.extend(line.split(' ').next().map(str::to_owned));
        }
        acknowledged += acks.len();
        earlier.push(Round::of(known.take(), in_flight.as_deref()));
        let last = round % ON_ONE_FOLDER == ON_ONE_FOLDER - 1;
        assert_all_there(folder.path(), &earlier, last, round).await;
    }
    println!("{rounds} rounds, {acknowledged} acknowledged writes");
    if rounds >= 60 {
        assert_eq!(
            kinds.iter().map(String::as_str).collect::<Vec<_>>(),
            writer::KINDS,
            "every kind of writing was reached"
        );
    }
}

/// A data folder with a vault whose passphrase is quickly tried.
async fn new_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let passphrase = Secret::new(VAULT_PASSPHRASE);
    VaultStore::open(folder.path(), passphrase, WorkFactor::LOWEST)
        .await
        .unwrap();
    folder
}

/// Starts a writer, kills it, and yields what it had acknowledged, and what it was doing.
fn kill_one(folder: &Path, random: &mut Random) -> (Vec<String>, Option<String>) {
    let mut writer = child("killed::writer::writes_until_it_is_killed", folder)
        .env(writer::FROM, random.below(1000).to_string())
        // Nobody reads it meanwhile, and a full pipe would stop the writer.
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let output = BufReader::new(writer.stdout.take().unwrap());
    // The test harness writes on the same line before the first.
    let mut lines = output
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| line.find(writer::SAYS).map(|at| line[at..].to_owned()));
    // From before the first write to some way into the writing.
    let wanted = random.below(61);
    let mut seen = Seen::default();
    while seen.acks.len() < wanted {
        match lines.next() {
            Some(line) => seen.note(&line),
            None => break,
        }
    }
    let end = Instant::now() + Duration::from_micros(random.below(12_000) as u64);
    while Instant::now() < end {
        std::hint::spin_loop();
    }
    writer.kill().unwrap();
    lines.for_each(|line| seen.note(&line));
    writer.wait().unwrap();
    assert!(
        seen.acks.len() >= wanted,
        "the writer ended by itself after {:?}",
        seen.acks
    );
    (seen.acks, seen.in_flight)
}

#[derive(Default)]
struct Seen {
    acks: Vec<String>,
    in_flight: Option<String>,
}

impl Seen {
    fn note(&mut self, line: &str) {
        // A line that the kill cut short was not said.
        let Some(said) = line
            .strip_prefix(writer::SAYS)
            .and_then(|said| said.strip_suffix(writer::END))
        else {
            return;
        };
        if let Some(act) = said.strip_prefix("doing ") {
            self.in_flight = Some(act.to_owned());
        } else if let Some(act) = said.strip_prefix("ack ") {
            self.in_flight = None;
            self.acks.push(act.to_owned());
        }
    }
}

fn new_seed() -> u64 {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).unwrap();
    u64::from_le_bytes(bytes)
}
