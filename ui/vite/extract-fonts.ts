import { createHash } from "node:crypto";
import type { Plugin, Rolldown } from "vite";

const FACE = /@font-face\s*\{([^}]*)\}/g;
const INLINED_FONT = /url\((['"]?)data:font\/woff2;base64,([A-Za-z0-9+/=]+)\1\)/g;
/** What marks the style sheet of the first picture. */
const FIRST_SHEET = ".skeleton";
/** The faces that each page begins with, as the minifier writes them. */
const FIRST = [/font-weight:400;font-style:normal/, /font-weight:700;font-style:normal/];

/**
 * Writes fonts that a package inlined into its style sheet to files of their own: the
 * content security policy then needs no `data:`. Their faces stand in the sheet of the first
 * picture, and nowhere else: faces that come after text has been drawn have all of it laid
 * out anew. Until the font of a face is there, its text is drawn in another one: text that
 * could be read already would else be gone for a moment.
 */
export function extractFonts(): Plugin {
  return {
    name: "extract-fonts",
    apply: "build",
    enforce: "post",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const faces = facesOf(bundle);
        const first = FIRST.flatMap((wanted) => faces.filter((face) => wanted.test(face)).map(fontOf));
        if (first.length !== FIRST.length) throw new Error("Cloudscape's fonts have changed: adapt extract-fonts.");
        return first.map(({ name }) => ({
          tag: "link",
          attrs: { rel: "preload", as: "font", crossorigin: true, href: `/assets/${name}` },
          injectTo: "head-prepend" as const,
        }));
      },
    },
    generateBundle(_options, bundle) {
      const faces = facesOf(bundle);
      for (const face of faces) {
        const { name, source } = fontOf(face);
        this.emitFile({ type: "asset", fileName: `assets/${name}`, source });
      }
      const written = faces
        .map((face) => face.replace(INLINED_FONT, `url(./${fontOf(face).name})`))
        .map((face) => `@font-face{font-display:swap;${face}}`);
      for (const [asset, css] of styleSheets(bundle)) asset.source = css.replace(FACE, "");
      const [first, ...others] = [...styleSheets(bundle)].filter(([, css]) => css.includes(FIRST_SHEET));
      if (first === undefined || others.length > 0) {
        this.error("The sheet of the first picture is not to be told from others.");
      }
      const [asset, css] = first;
      asset.source = `${written.join("")}${css}`;
    },
  };
}

function* styleSheets(bundle: Rolldown.OutputBundle): Generator<[Rolldown.OutputAsset, string]> {
  for (const asset of Object.values(bundle)) {
    if (asset.type !== "asset" || !asset.fileName.endsWith(".css")) continue;
    const { source } = asset;
    yield [asset, typeof source === "string" ? source : new TextDecoder().decode(source)];
  }
}

/** What stands in each face of the style sheets. */
const facesOf = (bundle: Rolldown.OutputBundle): string[] =>
  [...styleSheets(bundle)].flatMap(([, css]) => [...css.matchAll(FACE)].map(([, face = ""]) => face));

function fontOf(face: string): { name: string; source: Buffer } {
  const [[, , base64 = ""] = []] = face.matchAll(INLINED_FONT);
  const source = Buffer.from(base64, "base64");
  const hash = createHash("sha256").update(source).digest("hex");
  return { name: `font-${hash.slice(0, 8)}.woff2`, source };
}
