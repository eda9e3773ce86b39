// The start on a data folder that does not open.
import assert from "node:assert/strict";
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { goTo, openConsole } from "../support/console.mjs";
import { createPlain } from "../support/definition.mjs";
import { database, faulty } from "../support/faulty.mjs";
import { look } from "../support/look.mjs";
import { makeNewer, makeOlder } from "../support/newer.mjs";

let idp;
afterEach(async () => {
  idp?.assertQuiet();
  await idp?.close();
  idp = undefined;
});

const open = async (home, options = {}) => {
  idp = await openConsole({ home, shows: "fault-page", ...options });
  return idp.page;
};

test("a damaged database is kept, and the newest backup can be restored", async () => {
  const home = await faulty((home) => writeFile(database(home), "not a database ".repeat(500)));
  const page = await open(home);
  await page.getByRole("heading", { name: "The database is damaged", level: 1 }).waitFor();
  await page.getByText("1 identity provider and 0 test runs").waitFor();
  await look(page, "fault-damaged");
  await page.getByTestId("open-again").click();
  await page.getByRole("heading", { name: "The database is damaged", level: 1 }).waitFor();
  await page.getByTestId("restore-newest").click();
  await page.getByRole("link", { name: "Acme", exact: true }).waitFor();
  await page.getByText("The backup was restored.").waitFor();
  await look(page, "fault-restored");
  // Its log is kept beside it.
  const kept = (await readdir(join(home, "data"))).filter((name) => /\.damaged-\w+$/.test(name));
  assert.equal(kept.length, 1);
  assert.match(await readFile(join(home, "data", kept[0]), "utf8"), /^not a database/);
  await goTo(page, "/settings");
  await page.getByTestId("set-aside").getByText(kept[0]).waitFor();
  await look(page, "settings-set-aside");
});

test("the diagnostics of a data folder that does not open say why, without hosts", async () => {
  const home = await faulty(async (home) => {
    await writeFile(database(home), "not a database ".repeat(500));
    const log = join(home, "data", "logs", "console.log");
    await appendFile(log, "INFO asked https://acme.auth.eu-west-1.amazoncognito.com/oauth2/token\n");
  });
  const page = await open(home);
  await page.getByTestId("open-log-folder").click();
  await page.getByTestId("copy-diagnostics").click();
  const modal = page.getByTestId("diagnostics-modal");
  await modal.getByText("Data folder is not open").waitFor();
  const shown = await modal.innerText();
  assert.match(shown, /Because: .*idp-console\.db/);
  assert.match(shown, /asked https:\/\/\[host\]\/oauth2\/token/);
  await look(page, "fault-diagnostics");
  await page.getByTestId("confirm-copy-diagnostics").click();
  await page.getByText("The diagnostics were copied.").waitFor();
  assert.match(await idp.bridge.clipboard(), /Data folder is not open/);
});

test("without a backup one can begin empty, after a question", async () => {
  const home = await faulty(
    async (home) => {
      await rm(database(home));
      await mkdir(database(home));
    },
    { backup: false },
  );
  const page = await open(home);
  await page.getByText("There is no sound backup in the data folder.").waitFor();
  await look(page, "fault-damaged-no-backup");
  await page.getByTestId("begin-empty").click();
  await page.getByTestId("confirm-begin-empty").waitFor();
  await look(page, "fault-begin-empty");
  await page.getByTestId("confirm-begin-empty").click();
  await page.getByText("A new database was made.").waitFor();
  await createPlain(idp.bridge, "Next");
  await page.getByRole("link", { name: "Next", exact: true }).waitFor();
});

test("an older database that cannot be backed up is updated only when the person says so", async () => {
  const home = await faulty(
    async (home) => {
      await makeOlder(database(home));
      await writeFile(join(home, "data", "backups"), "a file where the folder should be");
    },
    { backup: false },
  );
  const page = await open(home);
  await page.getByRole("heading", { name: "The database could not be backed up before its update", level: 1 }).waitFor();
  await look(page, "fault-not-backed-up");
  await page.getByTestId("open-again").click();
  await page.getByTestId("update-without-backup").click();
  await page.getByRole("link", { name: "Acme", exact: true }).waitFor();
  await createPlain(idp.bridge, "Written afterwards");
});

test("a newer database is shown and nothing of it can be changed", async () => {
  const home = await faulty((home) => makeNewer(database(home)));
  const page = await open(home, { shows: "providers-table" });
  await page.getByTestId("read-only-bar").getByText("newer version").waitFor();
  await page.getByTestId("read-only-bar").getByText("--data-dir FOLDER").waitFor();
  await page.getByRole("link", { name: "Acme", exact: true }).waitFor();
  await look(page, "read-only-list");
  await page.getByRole("link", { name: "Acme", exact: true }).click();
  await page.getByRole("heading", { name: "Acme", level: 1 }).waitFor();
  await page.getByText("https://broker.example.com/callback").first().waitFor();
  await look(page, "read-only-provider");
  assert.ok(await page.getByTestId("test-connection").isDisabled());
  await assert.rejects(createPlain(idp.bridge, "Refused"), /read_only.*newer version/);
  await goTo(page, "/settings");
  await page.getByTestId("backups-table").waitFor();
  assert.ok(await page.getByTestId("back-up-now").isDisabled());
});

test("a data folder that cannot be made says so, and trying again opens it", async () => {
  const home = await faulty(async (home) => {
    await rm(join(home, "data"), { recursive: true });
    await writeFile(join(home, "data"), "a file where the folder should be");
  });
  const page = await open(home);
  await page.getByRole("heading", { name: "The data folder cannot be written" }).waitFor();
  await page.getByText(/start the console with --data-dir FOLDER, or set the variable IDP_CONSOLE_DATA_DIR/).waitFor();
  await look(page, "fault-not-writable");
  await rm(join(home, "data"));
  await page.getByTestId("open-again").click();
  await page.getByTestId("add-provider").first().waitFor();
});
