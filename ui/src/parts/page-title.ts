import { useEffect } from "react";
import { shell } from "../messages/shell.ts";

const LONGEST = 60;
/** What would break the line of a title, or turn its direction around. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;

/** A name for a title bar: one line, and not longer than one can take in. */
export function titleText(name: string): string {
  const letters = Array.from(name.replace(INVISIBLE, " ").trim());
  return letters.length <= LONGEST ? letters.join("") : `${letters.slice(0, LONGEST - 1).join("")}…`;
}

/** Names the page in the title of the document; for a page that learns its name later. */
export function usePageTitle(name: string | undefined): void {
  useEffect(() => {
    if (name !== undefined) document.title = shell.documentTitle(titleText(name));
  }, [name]);
}
