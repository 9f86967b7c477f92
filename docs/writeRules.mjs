// `npm run docs`: writes docs/rules.md from the rules themselves.
import { build } from 'esbuild';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));

const { outputFiles } = await build({
  stdin: {
    contents: `
      import { formatRuleBook } from './src/report/rulePage.ts';
      import { rulePages } from './src/rules/ruleBook.ts';
      export const text = formatRuleBook(rulePages);`,
    resolveDir: dirname(folder),
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  write: false,
});
const { text } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
const path = join(folder, 'rules.md');
writeFileSync(path, text);
console.log(`Wrote ${path}: ${text.split('\n').length} lines.`);
