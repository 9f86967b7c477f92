// Standard error. Opened with the first word: `process.stderr` costs 2 ms of every start.

let isOpen = false;

export function writeError(text: string): void {
  if (!isOpen) {
    isOpen = true;
    // A terminal that was closed: there is no other place to complain.
    process.stderr.on('error', () => undefined);
  }
  try {
    process.stderr.write(text);
  } catch {
    // Node.js 20 writes to files at once and lets the error through.
  }
}

export function complain(message: string): void {
  writeError(`smtp-tls-probe: ${message}\n`);
}
