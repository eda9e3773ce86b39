// What can go wrong while the console runs, and backups in Settings.
import assert from "node:assert/strict";
import { open as openFile, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { becomes } from "../support/becomes.mjs";
import { hasSmallDisks, startBridge } from "../support/bridge.mjs";
import { goTo, input, openConsole } from "../support/console.mjs";
import { createPlain } from "../support/definition.mjs";
import { look } from "../support/look.mjs";

let idp;
afterEach(async () => {
  idp?.assertQuiet();
  await idp?.close();
  idp = undefined;
});

test("backups are made, shown, restored and deleted in Settings", async () => {
  idp = await openConsole();
  const { page, bridge } = idp;
  await createPlain(bridge, "Acme");
  await goTo(page, "/settings");
  await page.getByText("No backups yet").waitFor();
  await look(page, "settings-no-backups");
  await page.getByTestId("back-up-now").click();
  await page.getByTestId("restore-by_hand").waitFor();
  await createPlain(bridge, "Later");
  await page.getByTestId("restore-by_hand").click();
  await page.getByText("What is there now is backed up first.").waitFor();
  await look(page, "settings-restore");
  await page.getByTestId("confirm").click();
  await page.getByTestId("restore-before_restore").waitFor();
  await look(page, "settings-backups");
  const names = async () =>
    (await bridge.command("list_providers")).map(({ displayName }) => displayName);
  assert.deepEqual(await names(), ["Acme"]);
  await goTo(page, "/providers");
  await page.getByRole("link", { name: "Acme", exact: true }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Later", exact: true }).count(), 0);

  await goTo(page, "/settings");
  await page.getByTestId("delete-all-runs").click();
  await page.getByTestId("backups-too").waitFor();
  await look(page, "settings-delete-runs");
  const folder = join(bridge.home, "data", "backups");
  const before = await readdir(folder);
  await page.getByTestId("backups-too").getByText(/Delete the \d backups too/).click();
  await page.getByTestId("confirm-delete-runs").click();
  await page.getByTestId("confirm-delete-runs").waitFor({ state: "hidden" });
  // The backup of the day may be made at any moment, before the question or right after.
  const left = await readdir(folder);
  assert.deepEqual(left.filter((name) => before.includes(name)), []);
});

test("a fault in a command has a number, and the console goes on", async () => {
  idp = await openConsole();
  const { page, bridge } = idp;
  const { id } = await createPlain(bridge, "Acme");
  await goTo(page, `/providers/${id}`);
  await page.getByTestId("copy-callback").waitFor();
  await bridge.breakClipboard();
  await page.getByTestId("copy-callback").click();
  const notice = page.getByText(/Something in the program itself failed \(error [0-9a-f]{8}\)/).first();
  await notice.waitFor();
  const [, number] = /error ([0-9a-f]{8})/.exec(await notice.innerText());
  assert.ok(bridge.log().includes(number), "the log has the number");
  await look(page, "fault-in-command");
  const copied = page.waitForResponse((response) => response.url().endsWith("/ipc/copy_text"));
  await page.getByTestId("copy-callback").click();
  await copied;
  assert.equal(await bridge.clipboard(), "https://broker.example.com/callback");
});

test("a disk that is full while the console runs loses nothing typed", async (t) => {
  if (!hasSmallDisks()) {
    console.error("left out: this system allows no disk of its own (unshare --map-root-user --mount)");
    t.skip("no small disk");
    return;
  }
  idp = await openConsole({ smallDisk: {} });
  const { page, bridge } = idp;
  const { id } = await createPlain(bridge, "Acme");
  await goTo(page, `/providers/${id}/edit`);
  const filler = join(bridge.dataFolder, "filler");
  await input(page, "displayName").waitFor();
  await fill(filler);
  await input(page, "displayName").fill("Typed on a full disk");
  await page.getByTestId("save-provider").click();
  await page.getByTestId("save-failure").getByText("is full").waitFor();
  const isInView = async (element, where) => {
    const isSeen = async () => {
      const { y, height } = await element.boundingBox();
      return y > 0 && y + height < 900;
    };
    await becomes(isSeen, true, `it is where the person looks (${where})`);
  };
  await isInView(page.getByTestId("save-failure"), "after saving");
  // That the draft is not kept either is said wherever one looks.
  const notKept = page.getByTestId("not-kept");
  await notKept.getByText("is full").waitFor();
  for (const end of ["Home", "End"]) {
    await page.keyboard.press(`Control+${end}`);
    await isInView(notKept, end);
  }
  await look(page, "fault-disk-full-saving");
  assert.equal(await input(page, "displayName").inputValue(), "Typed on a full disk");
  const names = async () =>
    (await bridge.command("list_providers")).map(({ displayName }) => displayName);
  assert.deepEqual(await names(), ["Acme"]);
  await assert.rejects(bridge.command("back_up_now"), /is full/);
  await rm(filler);
  await page.getByTestId("save-provider").click();
  await page.getByRole("heading", { name: "Typed on a full disk", level: 1 }).waitFor();
  assert.deepEqual(await names(), ["Typed on a full disk"]);
  await bridge.command("back_up_now");
});

test("a start on a full disk shows what is there, and goes on once there is room", async (t) => {
  if (!hasSmallDisks()) {
    t.skip("no small disk");
    return;
  }
  const earlier = await startBridge();
  await createPlain(earlier, "Acme");
  await earlier.command("back_up_now");
  await earlier.end();
  try {
    // A backup is the database without its log, as after a clean end.
    const from = join(earlier.home, "data", "backups");
    const [backup] = await readdir(from);
    await rename(join(from, backup), join(from, "idp-console.db"));
    idp = await openConsole({ smallDisk: { from, full: true } });
    const { page, bridge } = idp;
    await page.getByText(/is full/).first().waitFor();
    await page.getByRole("link", { name: "Acme" }).waitFor();
    await look(page, "fault-disk-full-start");
    const tried = page.waitForResponse((response) => response.url().endsWith("/ipc/open_again"));
    await page.getByRole("button", { name: "Try again" }).click();
    await tried;
    await page.getByText(/is full/).first().waitFor();
    await rm(join(bridge.dataFolder, "filler"));
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText(/is full/).first().waitFor({ state: "hidden" });
    await createPlain(bridge, "Later");
    await page.getByRole("link", { name: "Later" }).waitFor();
  } finally {
    await rm(earlier.home, { recursive: true });
  }
});

/** Writes until there is no room for one more byte. */
async function fill(path) {
  const file = await openFile(path, "w");
  try {
    for (let size = 1 << 16; size >= 1; ) {
      const { bytesWritten } = await file.write(Buffer.alloc(size)).catch(() => ({ bytesWritten: 0 }));
      if (bytesWritten < size) size >>= 1;
    }
  } finally {
    await file.close();
  }
}
