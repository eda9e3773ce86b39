import babel from "@rolldown/plugin-babel";
import react, { reactCompilerPreset } from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { forFrozenPrototype, watchModesOnBody } from "./vite/changed-modules.ts";
import { extractFonts } from "./vite/extract-fonts.ts";
import { preloadFirstScreen } from "./vite/preload-first-screen.ts";
import { trimCloudscape } from "./vite/trim-cloudscape.ts";

/** Where `npm run dev` in a plain browser finds the command handlers. */
const handlers = process.env.IDP_CONSOLE_HTTP;

export default defineConfig({
  plugins: [
    react(),
    // What has not changed is not drawn again, without a word about it in each component.
    babel({ presets: [reactCompilerPreset()] }),
    forFrozenPrototype(), trimCloudscape(), watchModesOnBody(), extractFonts(), preloadFirstScreen(),
  ],
  build: {
    // The content security policy has no `data:` for scripts and styles.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        advancedChunks: {
          // The first picture in one file, and all that the first screen is made of in another:
          // each file more is asked for, parsed and linked by itself, thirty of them for a tenth
          // of a second.
          groups: [
            { name: "first-picture", test: /\/src\/main\.tsx$|rolldown\/runtime/, priority: 2 },
            { name: "first-screen", test: /\/src\/app\/(root|shell|start-gate)\.tsx$/, priority: 1 },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1000,
  },
  server: {
    port: 5173,
    strictPort: true,
    ...(handlers === undefined ? {} : { proxy: { "/ipc": handlers, "/events": handlers } }),
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
