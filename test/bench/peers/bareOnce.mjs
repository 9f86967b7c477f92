// One bare probe from a cold start: what `node dist/cli.js probe …` is held against.
import { readFileSync } from 'node:fs';
import { probeBare } from './bareProbe.mjs';

const [host, port, name, caFile] = process.argv.slice(2);
probeBare({ host, port: Number(port), name, ca: readFileSync(caFile) }).then(
  (result) => process.stdout.write(`${JSON.stringify(result)}\n`),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
