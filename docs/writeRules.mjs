// `npm run docs`: writes docs/rules.md and docs/causes.md from the rules and causes themselves.
import { build } from 'esbuild';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));

const { outputFiles } = await build({
  stdin: {
    contents: `
      import { causes } from './src/causes/index.ts';
      import { formatCauseBook } from './src/report/causePage.ts';
      import { formatRuleBook } from './src/report/rulePage.ts';
      import { findRulePage, rulePages } from './src/rules/ruleBook.ts';
      export const rules = formatRuleBook(rulePages);
      export const causeBook = formatCauseBook(causes, (rule) => findRulePage(rule)?.title);`,
    resolveDir: dirname(folder),
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  write: false,
});
const source = Buffer.from(outputFiles[0].contents).toString('base64');
const { rules, causeBook } = await import(`data:text/javascript;base64,${source}`);
for (const [name, text] of Object.entries({ 'rules.md': rules, 'causes.md': causeBook })) {
  const path = join(folder, name);
  writeFileSync(path, text);
  console.log(`Wrote ${path}: ${text.split('\n').length} lines.`);
}
