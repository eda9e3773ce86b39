import type { Plugin } from "vite";

/** d3-color, which comes with React Flow. */
const MODULE = "/d3-color/dist/d3-color.mjs";
const ASSIGNED = "prototype.constructor = constructor;";
const DEFINED =
  'Object.defineProperty(prototype, "constructor", { value: constructor, writable: true, configurable: true });';

/**
 * The window freezes `Object.prototype`. What a frozen prototype has cannot be assigned to
 * an object that inherits it, only defined: a module that does so fails to load.
 */
export function forFrozenPrototype(): Plugin {
  let done = false;
  return {
    name: "for-frozen-prototype",
    apply: "build",
    transform(code, id) {
      if (!id.endsWith(MODULE)) return null;
      if (!code.includes(ASSIGNED)) this.error(`${MODULE} has another text; look at it anew`);
      done = true;
      return { code: code.replace(ASSIGNED, DEFINED), map: null };
    },
    buildEnd(error) {
      if (error === undefined && !done) this.error(`${MODULE} is no part any more; this plug-in can go`);
    },
  };
}
