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
    chunkSizeWarningLimit: 1000,
  },
  server: {
    port: 5173,
    strictPort: true,
    ...(handlers === undefined ? {} : { proxy: { "/ipc": handlers, "/events": handlers } }),
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
