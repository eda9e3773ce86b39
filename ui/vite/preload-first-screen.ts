import type { Plugin, Rolldown } from "vite";

const FIRST_SCREEN = "/src/app/console.tsx";

/**
 * Names the code and the styles of the first screen in the page itself: the web view then
 * fetches and compiles them while the entry is still on its way, instead of after it has run.
 */
export function preloadFirstScreen(): Plugin {
  return {
    name: "preload-first-screen",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
        const first = chunks.find((chunk) => chunk.facadeModuleId?.endsWith(FIRST_SCREEN));
        if (first === undefined) throw new Error(`${FIRST_SCREEN} has no chunk of its own.`);
        const names = [...withImports(first, bundle)];
        const styles = names.flatMap((name) => {
          const output = bundle[name];
          return output?.type === "chunk" ? [...(output.viteMetadata?.importedCss ?? [])] : [];
        });
        return [
          ...names.map((name) => ({ name, attrs: { rel: "modulepreload" } })),
          // As the loader will ask for them, or they are fetched twice.
          ...styles.map((name) => ({ name, attrs: { rel: "preload", as: "style" } })),
        ]
          .filter(({ name }) => !html.includes(name))
          .map(({ name, attrs }) => ({
            tag: "link",
            attrs: { ...attrs, crossorigin: true, href: `/${name}` },
            injectTo: "head",
          }));
      },
    },
  };
}

function withImports(
  chunk: Rolldown.OutputChunk,
  bundle: Rolldown.OutputBundle,
  found = new Set<string>(),
): Set<string> {
  found.add(chunk.fileName);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === "chunk" && !found.has(name)) withImports(imported, bundle, found);
  }
  return found;
}
