import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** A part of the program as shipped takes what it needs of another once: see src/extension/joinedParts.mjs. */
const noChangingExport = {
  selector: 'ExportNamedDeclaration > VariableDeclaration[kind!="const"]',
  message: 'What is exported must not change afterwards: the parts that import it would not see it.',
};

/** Few rules, all on. Layout rules (floors, circles, sizes) live in test/unit/floorPlan.test.ts. */
export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.vscode-test/'] },
  js.configs.recommended,
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'media/**/*.ts'],
    extends: [...tseslint.configs.recommended],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './media/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', noChangingExport],
      // Control characters are this program's daily bread: it looks for them to escape them.
      'no-control-regex': 'off',
    },
  },
  {
    files: ['src/extension/**/*.ts'],
    ignores: ['src/extension/messages.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        noChangingExport,
        {
          selector: 'MemberExpression[property.name=/^show(Information|Warning|Error)Message$/]',
          message:
            'VS Code makes links of what stands in messages: src/extension/messages.ts sees to it that none is made of a name.',
        },
      ],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setImmediate: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
      },
    },
  },
);
