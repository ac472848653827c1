import tseslint from "typescript-eslint";

export default [
  { ignores: ["node_modules/"] },
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/no-explicit-any": "error",
    },
  },
  { files: ["build.js"], rules: { "no-console": "off" } },
];
