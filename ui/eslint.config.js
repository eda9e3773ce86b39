import importX from "eslint-plugin-import-x";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const tauri = {
  group: ["@tauri-apps/*"],
  message: "Only src/backend talks to Tauri.",
};
const cloudscape = {
  regex: "^@cloudscape-design/components$",
  message: "Import each component by its path, so that a screen loads only what it shows.",
};
const features = {
  regex: "/features/",
  message: "A feature never imports another feature; src/app puts them together.",
};
const upwards = (/** @type {string[]} */ folders) => ({
  regex: `^(\\.\\./)+(${folders.join("|")})/`,
  message: "Dependencies point one way: app → features → parts → components, messages.",
});

export default tseslint.config(
  { ignores: ["dist", "node_modules", "public", "eslint.config.js", "src/backend/bindings.ts"] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "react-hooks": reactHooks, "import-x": importX },
    settings: {
      "import-x/parsers": { "@typescript-eslint/parser": [".ts", ".tsx"] },
      "import-x/resolver": { typescript: true, node: true },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "react-hooks/exhaustive-deps": "error",
      "import-x/no-cycle": ["error", { ignoreExternal: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-restricted-imports": ["error", { patterns: [tauri, cloudscape] }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "What comes from a provider is text.",
        },
        { selector: "JSXText[value=/[A-Za-z]/]", message: "Texts live in src/messages." },
      ],
      "max-lines": ["error", { max: 250, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ["src/backend/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [cloudscape, upwards(["app", "features", "parts", "components"])] },
      ],
    },
  },
  {
    files: ["src/features/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            tauri,
            cloudscape,
            features,
            { regex: "^\\.\\./(?!\\.\\./)", message: features.message },
            upwards(["app"]),
          ],
        },
      ],
    },
  },
  {
    files: ["src/parts/**", "src/routing/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [tauri, cloudscape, upwards(["app", "features"])] },
      ],
    },
  },
  {
    files: ["src/components/**", "src/messages/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            tauri,
            cloudscape,
            upwards(["app", "features", "parts", "backend", "routing", "messages"]),
          ],
        },
      ],
    },
  },
);
