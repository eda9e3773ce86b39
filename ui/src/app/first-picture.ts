import { withOddNamed } from "../components/odd-characters.ts";
import type { ProviderSummary } from "../backend/bindings.ts";
import { byName } from "../features/providers/by-name.ts";
import { actions, outcomes } from "../messages/actions.ts";
import { providers as text } from "../messages/providers.ts";
import { shell } from "../messages/shell.ts";
import { paths } from "../routing/paths.ts";
import { PAGES } from "./pages.ts";

/** As many rows as a window of the first size holds. */
const ROWS = 12;

/**
 * The list, drawn with nothing but the document while the program that manages it is still
 * being evaluated: it can be read, and its links lead where they say. What comes up in its
 * place has the same things at the same places, and tells of what could not be drawn.
 */
export function drawFirstPicture(root: HTMLElement, providers: readonly ProviderSummary[]): void {
  try {
    draw(root, providers);
  } catch (error) {
    console.warn(error);
  }
}

function draw(root: HTMLElement, providers: readonly ProviderSummary[]) {
  // Without definitions the page is another one.
  if (providers.length === 0) return;
  const navigation = root.querySelector(".skeleton-side");
  const main = root.querySelector(".skeleton-main");
  if (navigation === null || main === null) return;
  navigation.replaceChildren(...PAGES.map(({ text, href }) => link(href, text)));
  navigation.ariaLabel = shell.navigation.label;
  main.replaceChildren(heading(providers.length), table(providers.toSorted(byName).slice(0, ROWS)));
  for (const part of [navigation, main]) part.removeAttribute("aria-hidden");
}

function heading(count: number): HTMLElement {
  return element(
    "header",
    element("h1", text.title, element("span", ` (${count.toLocaleString("en")})`)),
    element("p", text.description),
  );
}

function table(rows: readonly ProviderSummary[]): HTMLElement {
  // What selects a row comes with the program.
  const columns = ["", ...Object.values(text.columns)].map((column) => element("th", column));
  const drawn = element(
    "table",
    element("thead", element("tr", ...columns)),
    element("tbody", ...rows.map(row)),
  );
  return element("section", drawn);
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
