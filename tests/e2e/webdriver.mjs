// The few WebDriver calls that the journeys need, over plain HTTP.
// https://www.w3.org/TR/webdriver2/

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export class WebDriver {
  constructor(base) {
    this.base = base;
    this.session = null;
  }

  async call(method, path, body) {
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  async open(binary, args) {
    const value = await this.call("POST", "/session", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } },
    });
    this.session = `/session/${value.sessionId}`;
  }

  async close() {
    if (this.session) await this.call("DELETE", this.session).catch(() => {});
    this.session = null;
  }

  async find(css) {
    const found = await this.call("POST", `${this.session}/element`, { using: "css selector", value: css });
    return found[ELEMENT];
  }

  async exists(css) {
    return this.find(css).then(() => true, () => false);
  }

  async click(css) {
    const element = await this.waitFor(css);
    // The framework's buttons may lie below a sticky bar until they are scrolled to.
    await this.script("arguments[0].scrollIntoView({ block: 'center' })", [{ [ELEMENT]: element }]);
    await this.call("POST", `${this.session}/element/${element}/click`, {});
  }

  async type(css, text) {
    const element = await this.waitFor(css);
    await this.call("POST", `${this.session}/element/${element}/value`, { text });
  }

  /** Keys as a keyboard gives them, one after the other, to whatever has the focus. */
  async keys(...keys) {
    const actions = keys.flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    await this.call("POST", `${this.session}/actions`, { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async text(css) {
    const element = await this.waitFor(css);
    return this.call("GET", `${this.session}/element/${element}/text`);
  }

  script(script, args = []) {
    return this.call("POST", `${this.session}/execute/sync`, { script, args });
  }

  /** Waits until the element is there; the time limit is for a machine that is busy. */
  async waitFor(css, limit = 30_000) {
    return until(() => this.find(css).catch(() => null), `the element ${css}`, limit);
  }
}

/** Keys that are no characters. */
export const KEY = {
  tab: "\uE004",
  enter: "\uE007",
  end: "\uE010",
  home: "\uE011",
  down: "\uE015",
  up: "\uE013",
};

/** Asks again until the answer is one, and says what was waited for when it never is. */
export async function until(ask, what, limit = 30_000) {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${limit / 1000} s for ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
