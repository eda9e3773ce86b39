// The look of the sign-in page: entered in Settings, kept while it is typed, shown where people sign in.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";

let idp;
let page;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      const port = await freePort();
      await bridge.command("start_practice_pool", { port });
      await bridge.command("add_practice_pool_provider", { clientId: "practiceconfidential000001" });
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const field = (name) => page.getByTestId(`field-${name}`);
const input = (name) => field(name).locator("input:not([type=color])");
const preview = () => page.getByTestId("branding-preview");
const kept = () => idp.bridge.command("get_branding");

/** A picture of one colour, made by the browser. */
async function picture(type, width, height) {
  const base64 = await page.evaluate(
    async ([type, width, height]) => {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width, height });
      const context = canvas.getContext("2d");
      context.fillStyle = "#1e7f3c";
      context.fillRect(0, 0, width, height);
      return canvas.toDataURL(type).split(",")[1];
    },
    [type, width, height],
  );
  return Buffer.from(base64, "base64");
}

const choose = (name, mimeType, buffer) =>
  field("logo").locator("input[type=file]").setInputFiles({ name, mimeType, buffer });

/** Size and colour in the middle of the logo that is on the screen. */
const drawn = (place) =>
  place.locator("canvas").evaluate((canvas) => {
    const { width, height } = canvas;
    const copy = Object.assign(document.createElement("canvas"), { width, height });
    const context = copy.getContext("2d", { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    const middle = context.getImageData(width / 2, height / 2, 1, 1).data;
    return { width, height, middle: [...middle] };
  });

async function until(look, wanted) {
  for (let tries = 0; ; tries += 1) {
    const found = await look();
    try {
      assert.deepEqual(found, wanted);
      return;
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

test("name and colours are kept as they are typed, and the preview follows", async () => {
  await goTo(page, "#/simulator");
  await page.getByText("Your organisation", { exact: true }).waitFor();
  await page.getByTestId("change-branding").click();
  await input("organisation").waitFor();
  await look(page, "branding-empty");
  await input("organisation").fill("Acme Bank");
  await input("buttonColour").fill("7A1FA2");
  await input("backgroundColour").fill("#fff3cd");
  await preview().getByText("Acme Bank").waitFor();
  await field("buttonColour").getByText(/The text on it has 8\.\d\d : 1/).waitFor();
  const button = preview().getByRole("button", { name: "Continue", includeHidden: true });
  await until(() => button.evaluate((node) => getComputedStyle(node).backgroundColor), "rgb(122, 31, 162)");
  const page_ = preview().getByTestId("branded-page");
  await until(() => page_.evaluate((node) => getComputedStyle(node).backgroundColor), "rgb(255, 243, 205)");
  assert.equal(await field("buttonColour").locator("input[type=color]").inputValue(), "#7a1fa2");
});

test("a colour that is none is said at its field and kept, and the page is drawn without it", async () => {
  await input("buttonColour").fill("magenta-ish");
  await field("buttonColour").getByText("Enter a colour as #rrggbb").waitFor();
  await look(page, "branding-wrong");
  await page.reload();
  await field("buttonColour").getByText("Enter a colour as #rrggbb").waitFor();
  assert.equal(await input("buttonColour").inputValue(), "magenta-ish");
  await input("buttonColour").fill("#ffee58");
  await field("buttonColour").getByText(/people who see little need 3 : 1/).waitFor();
});

test("what was typed a moment before leaving the page is kept", async () => {
  await input("organisation").fill("Acme Bank and Trust");
  await goTo(page, "#/trash");
  await page.getByRole("heading", { level: 1, name: "Trash" }).waitFor();
  await goTo(page, "#/settings");
  assert.equal(await input("organisation").inputValue(), "Acme Bank and Trust");
  await until(async () => (await kept()).entered.organisation, "Acme Bank and Trust");
});

test("a picture becomes the logo, whatever the file says it is", async () => {
  await choose("logo.svg", "image/svg+xml", await picture("image/jpeg", 1920, 320));
  await preview().getByRole("img", { name: "Logo of Acme Bank and Trust", includeHidden: true }).waitFor();
  await until(async () => (await drawn(preview())).width, 480);
  const { width, height, middle } = await drawn(preview());
  assert.deepEqual([width, height], [480, 80]);
  // A JPEG is near to what was drawn.
  for (const [at, part] of [0x1e, 0x7f, 0x3c, 255].entries()) assert.ok(Math.abs(middle[at] - part) < 4, String(middle));
});

test("what is no picture is refused at the field, and the logo stays", async () => {
  const { logo } = await kept();
  const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
  await choose("logo.png", "image/png", svg);
  await field("logo").getByText("This is neither a PNG nor a JPEG picture.").waitFor();
  await choose("logo.png", "image/png", Buffer.alloc(3 * 1024 * 1024, 1));
  await field("logo").getByText("This file is larger than 2 MiB.").waitFor();
  const damaged = await picture("image/png", 300, 300);
  await choose("logo.png", "image/png", damaged.subarray(0, 200));
  await field("logo").getByText("This picture is damaged and cannot be shown.").waitFor();
  await look(page, "branding-refused");
  assert.equal((await kept()).logo, logo);
  await choose("logo.png", "image/png", await picture("image/png", 120, 60));
  await until(async () => (await drawn(preview())).width, 120);
  assert.equal(await field("logo").getByText("damaged").count(), 0);
});

test("people meet it where they sign in, in light and dark", async () => {
  await goTo(page, "#/simulator");
  const place = page.getByTestId("branded-page");
  await place.getByText("Acme Bank and Trust").waitFor();
  await until(async () => (await drawn(place)).width, 120);
  const button = place.getByTestId("simulator-continue");
  await until(() => button.evaluate((node) => getComputedStyle(node).backgroundColor), "rgb(255, 238, 88)");
  assert.equal(await button.evaluate((node) => getComputedStyle(node).color), "rgb(0, 0, 0)");
  await look(page, "branding-simulator");
});

test("a long name and no logo", async () => {
  await goTo(page, "#/settings");
  await page.getByTestId("remove-logo").click();
  await page.getByText("The logo was removed.").waitFor();
  await input("organisation").fill(`${"Überlandgesellschaft".repeat(4)} x`);
  await preview().getByText(/Überland/).waitFor();
  await look(page, "branding-long");
  await input("organisation").fill("x".repeat(101));
  await field("organisation").getByText("Use at most 100 characters.").waitFor();
  assert.equal((await kept()).logo, null);
});
