// The list as it is drawn before the program that manages it is there.

const PROGRAM = /\/assets\/console-[^/]*\.js$/;

/** Loads the page without its program; yields what lets that come, until `last` is there. */
export async function firstPicture(page) {
  let letIn;
  const held = new Promise((done) => (letIn = done));
  await page.route(PROGRAM, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(new URL("/", page.url()).href);
  await page.locator(".skeleton tbody tr").first().waitFor();
  return async (last = page.getByTestId("filter-status")) => {
    letIn();
    await last.waitFor();
    await page.unroute(PROGRAM);
  };
}
