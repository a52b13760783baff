import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'data/**', 'node_modules/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers and booleans print the same everywhere; only objects in templates are mistakes.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Type aliases and interfaces are both used on purpose: unions are aliases, ports are interfaces.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  // The files that check Node's version must parse in old versions.
  { files: ['scripts/{run,wenda}.cjs'], languageOptions: { ecmaVersion: 5, sourceType: 'commonjs' } },
  {
    // Loops over typed arrays: a wrong index must be NaN or an error there, not a zero that scores silently.
    files: [
      'src/{index,build,retrieval,simd,embedding}/**/*.ts',
      'src/text/edit-distance.ts',
      'src/insight/likeness.ts',
      'scripts/measure/**/*.ts',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { name: 'fast-check', message: 'test/support/property.ts has it with the seed of this run.' },
      ],
      // node:test's describe/test return promises that the runner itself awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'describe', 'it'], package: 'node:test' },
          ],
        },
      ],
    },
  },
);
