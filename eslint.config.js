// SPDX-License-Identifier: AGPL-3.0-or-later
// What the compiler does not see: promises nobody waits for, types that say nothing, files that have grown too long.
import eslint from '@eslint/js'
import { defineConfig } from 'eslint/config'
import typescript from 'typescript-eslint'

export default defineConfig(
  { ignores: ['node_modules/**', '.ascolto/**', '**/*.json'] },
  eslint.configs.recommended,
  ...typescript.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'after', 'before'] },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      // Published constants are written with the digits of their source.
      'no-loss-of-precision': 'off',
      // Control characters are exactly what texts are cleaned of.
      'no-control-regex': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'no enums: the code runs by type stripping' },
      ],
    },
  },
  // A test reads better when it stands in one piece.
  { files: ['**/*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
)
