import type { Plugin } from "vite";

interface Change {
  name: string;
  /** How the path of the module ends. */
  module: string;
  /** What stands there, and what takes its place. */
  from: string;
  to: string;
}

/** A line of a library that has to be another one; says so when it is no longer there. */
function changed({ name, module, from, to }: Change): Plugin {
  let done = false;
  return {
    name,
    apply: "build",
    transform(code, id) {
      if (!id.endsWith(module)) return null;
      if (!code.includes(from)) this.error(`${module} has another text; look at it anew`);
      done = true;
      return { code: code.replace(from, to), map: null };
    },
    buildEnd(error) {
      if (error === undefined && !done) this.error(`${module} is no part any more; ${name} can go`);
    },
  };
}

/**
 * The window freezes `Object.prototype`. What a frozen prototype has cannot be assigned to
 * an object that inherits it, only defined: a module that does so fails to load. d3-color
 * comes with React Flow.
 */
export const forFrozenPrototype = () =>
  changed({
    name: "for-frozen-prototype",
    module: "/d3-color/dist/d3-color.mjs",
    from: "prototype.constructor = constructor;",
    to: 'Object.defineProperty(prototype, "constructor", { value: constructor, writable: true, configurable: true });',
  });

/**
 * Cloudscape's components ask anew which colours and spacing they have whenever any attribute
 * of the page changes: with fifty rules on the page, thousands of steps up the tree at each
 * key. `parts/appearance.ts` sets both on the body and nowhere else.
 */
export const watchModesOnBody = () =>
  changed({
    name: "watch-modes-on-body",
    module: "/component-toolkit/mjs/internal/visual-mode/index.js",
    from: "observer.observe(document.body, { attributes: true, subtree: true });",
    to: "observer.observe(document.body, { attributes: true });",
  });
