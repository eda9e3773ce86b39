import { withOddNamed } from "../components/odd-characters.ts";
import type { ProviderSummary } from "../backend/bindings.ts";
import { byName } from "../features/providers/by-name.ts";
import { matches } from "../features/providers/search.ts";
import { actions, outcomes } from "../messages/actions.ts";
import { providers as text } from "../messages/providers.ts";
import { shell } from "../messages/shell.ts";
import { EARLY_ROWS, EARLY_SEARCH, watchEarlyInput } from "../parts/early-input.ts";
import { paths } from "../routing/paths.ts";
import { PAGES } from "./pages.ts";
import type { FirstAnswers } from "./session.ts";

/**
 * The list, drawn with nothing but the document while the program that manages it is still
 * being evaluated: it can be read and searched, and its links and buttons lead where they say.
 * What comes up in its place has the same things at the same places, goes on with what was
 * typed, and tells of what could not be drawn.
 */
export function drawFirstPicture(root: HTMLElement, answers: FirstAnswers): void {
  try {
    draw(root, answers);
  } catch (error) {
    console.warn(error);
  }
}

function draw(root: HTMLElement, { providers, readOnly }: FirstAnswers) {
  // Without definitions the page is another one.
  if (providers.length === 0) return;
  const picture = root.querySelector<HTMLElement>(".skeleton");
  const navigation = root.querySelector(".skeleton-side");
  const main = root.querySelector(".skeleton-main");
  // The page itself may be faster.
  if (picture === null || navigation === null || main === null) return;
  navigation.replaceChildren(...PAGES.map(({ text, href }) => link(href, text)));
  navigation.ariaLabel = shell.navigation.label;
  const rows = element("tbody");
  const sorted = providers.toSorted(byName);
  const show = (wanted: string) => {
    const found = sorted.filter((one) => matches(one, wanted)).slice(0, EARLY_ROWS).map(row);
    const none = element("tr", element("td"), element("td", text.noMatch.title));
    rows.replaceChildren(...(found.length === 0 ? [none] : found));
  };
  show("");
  const search = searchField(show);
  main.replaceChildren(heading(providers.length, readOnly), search, table(rows));
  for (const part of [navigation, main]) part.removeAttribute("aria-hidden");
  watchEarlyInput(picture, search);
}

function heading(count: number, readOnly: boolean): HTMLElement {
  return element(
    "header",
    element(
      "div",
      element("h1", text.title, element("span", ` (${count.toLocaleString("en")})`)),
      element(
        "div",
        button("open-trash", text.trash, paths.trash()),
        // Nothing is selected yet.
        button("delete-selected", text.actions.remove, null),
        button("test-selected", text.actions.test, null),
        button("add-provider", text.add, readOnly ? null : paths.newProvider()),
      ),
    ),
    element("p", text.description),
  );
}

/** A button that leads to a page, or one that cannot be used. */
function button(id: string, content: string, href: string | null): HTMLElement {
  const made = document.createElement("button");
  made.append(content);
  made.dataset.testid = id;
  if (href === null) made.disabled = true;
  else made.addEventListener("click", () => (window.location.hash = href));
  return made;
}

function searchField(show: (wanted: string) => void): HTMLInputElement {
  const field = document.createElement("input");
  field.type = "search";
  field.autocomplete = "off";
  field.placeholder = text.search;
  field.ariaLabel = text.searchLabel;
  field.dataset.testid = EARLY_SEARCH;
  field.addEventListener("input", () => show(field.value));
  return field;
}

function table(rows: HTMLElement): HTMLElement {
  // What selects a row comes with the program.
  const columns = Object.values(text.columns).map((column) => element("th", column));
  const head = element("thead", element("tr", element("td"), ...columns));
  return element("section", element("table", head, rows));
}

function row(provider: ProviderSummary): HTMLElement {
  const tags = provider.tags.map((tag) => element("i", isolated(tag)));
  return element(
    "tr",
    element("td"),
    element("td", link(paths.provider(provider.id), isolated(provider.displayName)), ...tags),
    element("td", text.kinds[provider.kind]),
    element("td", isolated(provider.host)),
    element("td", element("code", isolated(provider.clientId))),
    element("td", outcomes.test[provider.testStatus]),
    element("td", provider.lastTestedAt === null ? actions.never : ""),
    element("td"),
  );
}

function link(href: string, content: Node | string): HTMLElement {
  const made = document.createElement("a");
  made.href = href;
  made.append(content);
  return made;
}

/** What others wrote cannot change the direction of what stands beside it. */
const isolated = (content: string) => element("bdi", withOddNamed(content));

function element(tag: keyof HTMLElementTagNameMap, ...content: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  made.append(...content);
  return made;
}
