import type { Plugin } from "vite";

const MODULE = "/component-toolkit/mjs/internal/visual-mode/index.js";
const EVERYWHERE = "observer.observe(document.body, { attributes: true, subtree: true });";
const WHERE_THEY_ARE_SET = "observer.observe(document.body, { attributes: true });";

/**
 * Cloudscape's components ask anew which colours and spacing they have whenever any attribute
 * of the page changes: with fifty rules on the page, thousands of steps up the tree at each
 * key. `parts/appearance.ts` sets both on the body and nowhere else.
 */
export function watchModesOnBody(): Plugin {
  let done = false;
  return {
    name: "watch-modes-on-body",
    apply: "build",
    transform(code, id) {
      if (!id.endsWith(MODULE)) return null;
      if (!code.includes(EVERYWHERE)) this.error(`${MODULE} has another text; look at it anew`);
      done = true;
      return { code: code.replace(EVERYWHERE, WHERE_THEY_ARE_SET), map: null };
    },
    buildEnd(error) {
      if (error === undefined && !done) this.error(`${MODULE} is no part any more; this plug-in can go`);
    },
  };
}
