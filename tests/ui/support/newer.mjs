// Changes to a database behind the back of the program.
import { execFileSync } from "node:child_process";

export async function execute(path, statement) {
  const { DatabaseSync } = await import("node:sqlite").catch(() => ({}));
  if (DatabaseSync !== undefined) {
    const db = new DatabaseSync(path);
    db.exec(statement);
    db.close();
    return;
  }
  const script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()";
  execFileSync("python3", ["-c", script, path, statement]);
}

/** What is still in its log goes into the file. */
export const makeWhole = (path) => execute(path, "PRAGMA wal_checkpoint(TRUNCATE)");

/** Makes a database have one migration more than this program knows. */
export const makeNewer = (path) =>
  execute(
    path,
    `INSERT INTO _sqlx_migrations
     (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)`,
  );

/** Takes a database back to the first form that there was. */
const LATER = ["drafts", "setup_confirmations", "secret_places", "mapping_fixtures", "user_changes", "user_links", "local_users", "branding", "unfinished_texts"];
export async function makeOlder(path) {
  for (const table of LATER) await execute(path, `DROP TABLE ${table}`);
  await execute(path, "DROP INDEX run_events_by_kind");
  await execute(path, "DELETE FROM _sqlx_migrations WHERE version > 1");
}

/** Makes the definitions of all providers something that this program does not understand. */
export const makeUnreadable = (path) => execute(path, `UPDATE providers SET definition = '[1]'`);
