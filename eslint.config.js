import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const TESTS = ['**/*.test.ts', 'tests/**/*.ts', '**/testing/**/*.ts'];

/** What the core may not touch: it reaches time, chance, network, disk and screen through its ports only. */
const OUTSIDE = [
  ...[
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'performance',
    'crypto',
    'fetch',
    'XMLHttpRequest',
  ],
  ...['WebSocket', 'process', 'Buffer', 'console', 'localStorage', 'window', 'document', 'navigator', 'require'],
].map((name) => ({ name, message: 'The core reaches the outside through its ports only (main/core/ports.ts).' }));

export default ts.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'tests/results/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.svelte', '**/*.svelte.ts'],
    extends: [...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { inheritedMethods: false } }],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A port's method is asynchronous by its interface, whether or not one implementation waits.
      '@typescript-eslint/require-await': 'off',
      // Index signatures are read with brackets: tsconfig.json and Svelte stores make both forms appear.
      '@typescript-eslint/dot-notation': 'off',
      // It takes a flag that changed during an await for a constant.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // `!` is forbidden; a narrowing `as` says which type is meant.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
    },
  },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      // Knows that `let { name } = $props()` is how props are written.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // Plain maps are made anew inside derived values, which is cheaper and no less reactive.
      'svelte/prefer-svelte-reactivity': 'off',
      // `void value` names what an effect depends on.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
  {
    // The import rules of .dependency-cruiser.cjs do not see type-only imports of components.
    files: ['renderer/**/*.svelte'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '/(main|simulator|build|tests)/', message: 'The window reads preload/contract only.' }] },
      ],
    },
  },
  {
    // In templates the parser takes much for `any`; svelte-check knows the types there.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['renderer/**'], languageOptions: { globals: globals.browser } },
  { files: ['**/*.{js,cjs,mjs}'], ...ts.configs.disableTypeChecked },
  { files: ['**/*.{js,cjs,mjs}'], languageOptions: { globals: globals.node } },
  { files: ['{main,preload,renderer}/**'], rules: { 'no-console': 'error' } },
  { files: ['main/browser-host.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['main/core/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-globals': ['error', ...OUTSIDE],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes from the clock port.' },
        { object: 'Math', property: 'random', message: 'Chance comes from the clock port.' },
        { object: 'globalThis', message: 'The core reaches the outside through its ports only.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Time comes from the clock port.',
        },
        { selector: 'CallExpression[callee.name="Date"]', message: 'Time comes from the clock port.' },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // What a server or a matcher answers is looked at by the expectations, not by types.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[object.name=/^(test|it|describe|suite)$/][property.name=/^(only|todo)$/]',
          message: 'Every test runs.',
        },
      ],
      'no-console': 'off',
    },
  },
);
