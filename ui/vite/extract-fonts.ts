import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const FACE = /@font-face\s*\{/g;
const INLINED_FONT = /url\((['"]?)data:font\/woff2;base64,([A-Za-z0-9+/=]+)\1\)/g;

/**
 * Writes fonts that a package inlined into its style sheet to files of their own: the
 * content security policy then needs no `data:`, and the first paint does not wait for
 * faces that the page does not use. Until a face is there, its text is drawn in another one:
 * text that could be read already would else be gone for a moment.
 */
export function extractFonts(): Plugin {
  return {
    name: "extract-fonts",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      for (const asset of Object.values(bundle)) {
        if (asset.type !== "asset" || !asset.fileName.endsWith(".css")) continue;
        const css =
          typeof asset.source === "string" ? asset.source : new TextDecoder().decode(asset.source);
        asset.source = css.replace(FACE, "@font-face{font-display:swap;").replace(INLINED_FONT, (_match, _quote: string, base64: string) => {
          const source = Buffer.from(base64, "base64");
          const name = `font-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.woff2`;
          this.emitFile({ type: "asset", fileName: `assets/${name}`, source });
          return `url(./${name})`;
        });
      }
    },
  };
}
