// A database of a later version of the program.
import { execFileSync } from "node:child_process";

/** Makes a database have one migration more than this program knows. */
export async function makeNewer(path) {
  const { DatabaseSync } = await import("node:sqlite").catch(() => ({}));
  const statement = `INSERT INTO _sqlx_migrations
    (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)`;
  if (DatabaseSync !== undefined) {
    const db = new DatabaseSync(path);
    db.exec(statement);
    db.close();
    return;
  }
  const script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()";
  execFileSync("python3", ["-c", script, path, statement]);
}
