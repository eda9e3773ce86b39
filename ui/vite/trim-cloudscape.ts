import type { Plugin } from "vite";

/**
 * The layouts that `app-layout` chooses from at run time. Only `visual-refresh` can come
 * up in a window of ours: `classic` is the design before it, and the toolbar belongs to
 * pages that embed widgets. Left out, the first screen is a fifth smaller.
 */
const UNUSED_LAYOUTS = new Set(["./classic", "./visual-refresh-toolbar"]);
const LAYOUT_CHOICE = "/components/app-layout/internal.js";
const UNUSED_LAYOUT = "\0unused-layout";

/** Components of which no screen of ours shows a text. */
const UNUSED_TEXTS = [
  "annotation-context",
  "area-chart",
  "bar-chart",
  "[charts]",
  "calendar",
  "code-editor",
  "collection-preferences",
  "date-picker",
  "date-range-picker",
  "error-boundary",
  "features-notification-drawer",
  "file-token-group",
  "file-upload",
  "line-chart",
  "mixed-line-bar-chart",
  "pie-chart",
  "prompt-input",
  "property-filter",
  "s3-resource-selector",
  "slider",
  "split-panel",
  "tag-editor",
  "tutorial-panel",
  "wizard",
];
const TEXTS = "/components/i18n/messages/all.en.js";

/** Leaves out parts of Cloudscape that never show, but would be loaded with the first screen. */
export function trimCloudscape(): Plugin {
  const left = { layouts: false, texts: false };
  return {
    name: "trim-cloudscape",
    apply: "build",
    enforce: "pre",
    resolveId(source, importer) {
      if (!UNUSED_LAYOUTS.has(source) || importer?.endsWith(LAYOUT_CHOICE) !== true) return null;
      left.layouts = true;
      return UNUSED_LAYOUT;
    },
    load(id) {
      return id === UNUSED_LAYOUT ? "export default function UnusedLayout() { return null; }" : null;
    },
    transform(code, id) {
      if (!id.endsWith(TEXTS)) return null;
      const json = JSON.parse(code.slice(code.indexOf("{"), code.lastIndexOf("}") + 1)) as Texts;
      for (const byLocale of Object.values(json)) {
        for (const texts of Object.values(byLocale)) {
          for (const component of UNUSED_TEXTS) Reflect.deleteProperty(texts, component);
        }
      }
      left.texts = true;
      return `export default ${JSON.stringify(json)};`;
    },
    buildEnd(error) {
      if (error !== undefined) return;
      if (!left.layouts) this.error("Cloudscape's app layout has changed: adapt trim-cloudscape.");
      if (!left.texts) this.error("Cloudscape's texts have moved: adapt trim-cloudscape.");
    },
  };
}

type Texts = Record<string, Record<string, Record<string, unknown>>>;
