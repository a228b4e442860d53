import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['dist/', 'build/', 'types/generated/', 'public/', '.strapi/', 'coverage/']),
  eslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.eslint.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // What a name begins with an underscore for is to be left out.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // It does not see what a callback changes meanwhile.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Strapi's registries answer `unknown` or a generic type: saying what comes is the cast's job.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // Contracts are objects of functions that never use `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // Koa's `ctx.params` and `ctx.state` are `any`; what is read from them is validated.
      '@typescript-eslint/no-unsafe-member-access': 'off',
      // Keys that a query or a document must not have are taken away in place, as Strapi does.
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // A handler that must be asynchronous need not wait for anything.
      '@typescript-eslint/require-await': 'off',
      // An empty setting or header counts as an absent one.
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // `a !== undefined && a.b === null` narrows `a` for what follows; `a?.b` does not.
      '@typescript-eslint/prefer-optional-chain': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSEnumDeclaration',
          message: 'Use a union of literals: it needs no code at run time.',
        },
      ],
    },
  },
  {
    files: ['scripts/**', 'emulators/**', 'bench/**', 'tests/support/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // `super` of Strapi's controller factories is `any`.
    files: ['src/api/**/controllers/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-call': 'off' },
  },
  {
    // Events of the design system's inputs are `any`, and so are icons, whose types name files without an ending.
    files: ['**/admin/**/*.ts', '**/admin/**/*.tsx'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['**/*.test.ts', 'tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // What an HTTP answer holds is proved by the expectations, not by its type.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
      },
    },
  },
);
