//! Forty ways to damage a database. Each ends in a console that works: on the same database,
//! where nothing of it is missing, or on another one with the damaged file beside it.

use idp_app::{App, Start, StartFaultKind, StartState};
use idp_core::draft::DraftBody;
use idp_core::provider::MappingRuleDraft;
use idp_core::run::{RunEnd, RunEvent};
use idp_store::{NewRun, Store};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection};
use std::fs;
use std::path::{Path, PathBuf};
use support::{Random, plain_definition, start_on};

const FILE_NAME: &str = "idp-console.db";
const PROVIDERS: usize = 60;

/// Does the damage to the file at this path.
type Damage = Box<dyn Fn(&Path)>;

struct Case {
    name: String,
    damage: Damage,
}

fn case(name: impl Into<String>, damage: impl Fn(&Path) + 'static) -> Case {
    Case {
        name: name.into(),
        damage: Box::new(damage),
    }
}

fn change(path: &Path, change: impl Fn(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

/// Bytes that look random and are the same every time.
fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut random = Random(seed);
    let bytes = (0..length).map(|_| u8::try_from(random.below(256)).unwrap());
    bytes.collect()
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    // The header: magic, page size, journal, reserved, fractions, size, free list, schema, encoding.
    for at in [0, 5, 15, 16, 17, 18, 19, 20, 21, 22, 31, 35, 39, 43, 47, 59] {
        cases.push(case(format!("header byte {at}"), move |path| {
            change(path, |bytes| bytes[at] ^= 0x55);
        }));
    }
    for at in [100, 104, 300, 2000, 3500] {
        cases.push(case(format!("schema page, byte {at}"), move |path| {
            change(path, |bytes| bytes[at] ^= 0xff);
        }));
    }
    for page in [2, 5, 9] {
        cases.push(case(format!("page {page} is zero"), move |path| {
            change(path, |bytes| bytes[page * 4096..(page + 1) * 4096].fill(0));
        }));
        cases.push(case(format!("page {page} is noise"), move |path| {
            change(path, |bytes| {
                let noise = noise(4096, page as u64);
                bytes[page * 4096..(page + 1) * 4096].copy_from_slice(&noise);
            });
        }));
    }
    for (name, tenths) in [("half", 5), ("a third", 3), ("nine tenths", 9)] {
        cases.push(case(format!("cut to {name}"), move |path| {
            change(path, |bytes| bytes.truncate(bytes.len() * tenths / 10));
        }));
    }
    cases.push(case("cut inside the header", |path| {
        change(path, |bytes| bytes.truncate(50));
    }));
    cases.push(case("no bytes", |path| fs::write(path, "").unwrap()));
    cases.push(case("gone", |path| fs::remove_file(path).unwrap()));
    cases.push(case("a text", |path| {
        fs::write(path, "hello ".repeat(999)).unwrap()
    }));
    cases.push(case("noise", |path| {
        fs::write(path, noise(20_000, 7)).unwrap()
    }));
    cases.push(case("a folder", |path| {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
        fs::write(path.join("content"), "kept").unwrap();
    }));
    cases.push(case("a log of noise", |path| {
        fs::write(companion(path, "-wal"), noise(8_000, 9)).unwrap();
    }));
    cases.push(case("a log beside no database", |path| {
        fs::rename(path, companion(path, "-wal")).unwrap();
    }));
    cases.push(case("a log of text", |path| {
        fs::write(companion(path, "-wal"), "log ".repeat(999)).unwrap();
    }));
    cases.push(case("a database of another program", |path| {
        fs::write(path, include_bytes!("foreign.db")).unwrap();
    }));
    cases
}

/// Everything that lies in the folder, with its content.
fn remains(folder: &Path) -> Vec<Vec<u8>> {
    let names = fs::read_dir(folder).unwrap();
    let paths = names.map(|entry| entry.unwrap().path());
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let inside = fs::read(path.join("content"));
            found.extend(inside);
        } else {
            found.push(fs::read(path).unwrap());
        }
    }
    found
}

/// A file that belongs to the database, such as its write-ahead log.
fn companion(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Something in as many tables as a person fills.
async fn fill(folder: &Path) -> Start {
    let start = start_on(folder, |_| ()).await;
    let app = start.app().unwrap();
    for number in 0..PROVIDERS {
        let mut draft = plain_definition(&format!("Provider {number:03}"));
        draft.tags = vec!["x".repeat(600)];
        draft.attributes.external = vec![MappingRuleDraft {
            target: "mail".to_owned(),
            source: Some("email".to_owned()),
            ..MappingRuleDraft::default()
        }];
        app.create_provider(&draft, None).await.unwrap();
    }
    let draft = app.new_draft("generic-oauth2").id;
    let body = DraftBody::default();
    app.keep_draft(&draft, None, &body).await.unwrap();
    let store = Store::open(folder).await.unwrap();
    let run = NewRun {
        run_id: "run",
        provider_id: "provider",
        provider: "P",
        started_at: "t",
        owner: "owner",
        fingerprint: "f",
    };
    let event = RunEvent::RunFinished {
        end: RunEnd::Cancelled,
        duration_ms: 1,
    };
    store.runs().insert(&run, &[event]).await.unwrap();
    store.settings().update("setting", "value").await.unwrap();
    store.close().await;
    start
}

/// Every row of every table, as SQL would write it.
async fn rows(database: &Path) -> Vec<String> {
    let options = SqliteConnectOptions::new().filename(database);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    let mut found = Vec::new();
    for table in tables {
        let columns: Vec<String> =
            sqlx::query_scalar("SELECT 'quote(\"' || name || '\")' FROM pragma_table_info(?)")
                .bind(&table)
                .fetch_all(&mut connection)
                .await
                .unwrap();
        let all = columns.join(" || ',' || ");
        let select = format!("SELECT '{table}: ' || {all} FROM \"{table}\" ORDER BY 1");
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(select))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        found.extend(rows);
    }
    connection.close().await.unwrap();
    found
}

async fn assert_writable(app: &App, providers: usize, what: &str) {
    assert_eq!(
        app.list_providers().await.unwrap().len(),
        providers,
        "{what}"
    );
    let draft = plain_definition("Written afterwards");
    let made = app.create_provider(&draft, None).await.unwrap();
    app.provider(&made.id).await.unwrap();
    let found = app.list_providers().await.unwrap().len();
    assert_eq!(found, providers + 1, "{what}");
    app.close().await;
}

#[tokio::test]
async fn forty_damaged_databases_each_end_in_a_console_that_works_with_the_file_kept() {
    let pristine = tempfile::tempdir().unwrap();
    let start = fill(pristine.path()).await;
    let app = start.app().unwrap();
    let backup = app.back_up_now().await.unwrap().backups[0].name.clone();
    app.close().await;
    let database = fs::read(pristine.path().join(FILE_NAME)).unwrap();
    assert!(database.len() > 10 * 4096, "there are pages to damage");
    let copy = fs::read(pristine.path().join("backups").join(&backup)).unwrap();
    let whole = rows(&pristine.path().join(FILE_NAME)).await;
    assert!(whole.len() > PROVIDERS + 4, "{whole:?}");

    let cases = cases();
    assert_eq!(cases.len(), 40);
    let mut sound = Vec::new();
    for (number, Case { name, damage }) in cases.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        fs::write(&path, &database).unwrap();
        fs::create_dir(folder.path().join("backups")).unwrap();
        fs::write(folder.path().join("backups").join(&backup), &copy).unwrap();
        damage(&path);
        let before = remains(folder.path());
        let start = start_on(folder.path(), |_| ()).await;
        let view = start.view().await;
        if view.state == StartState::Open {
            // A flipped byte that means nothing: every row of every table is there.
            assert_eq!(rows(&path).await, whole, "{name}");
            assert!(view.unreadable.is_empty(), "{name}");
            assert_writable(&start.app().unwrap(), PROVIDERS, &name).await;
            sound.push(name);
            continue;
        }
        assert_eq!(view.state, StartState::Blocked, "{name}");
        let fault = view.fault.unwrap();
        assert_eq!(fault.kind, StartFaultKind::Damaged, "{name}: {fault:?}");
        assert_eq!(view.backup.unwrap().name, backup, "{name}");
        assert!(start.app().is_err() && start.reader().is_err(), "{name}");
        let untouched = remains(folder.path());
        for piece in &before {
            assert!(untouched.contains(piece), "{name}: looking changed it");
        }
        let (chosen, providers) = if number.is_multiple_of(2) {
            (start.restore_backup(&backup).await, PROVIDERS)
        } else {
            (start.begin_empty().await, 0)
        };
        assert_eq!(chosen.unwrap().state, StartState::Open, "{name}");
        assert_writable(&start.app().unwrap(), providers, &name).await;
        let after = remains(folder.path());
        for piece in before.iter().filter(|piece| !piece.is_empty()) {
            assert!(
                after.contains(piece),
                "{name}: the damaged file is not kept"
            );
        }
    }
    assert_eq!(
        sound,
        [
            "header byte 43",
            "header byte 59",
            "schema page, byte 300",
            "schema page, byte 2000",
            "schema page, byte 3500",
        ],
        "the ones that lose nothing; the other 35 are noticed as damage"
    );
}
