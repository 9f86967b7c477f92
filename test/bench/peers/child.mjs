// Node programs of this folder as child processes that answer messages.
import { startProcess } from '../../host/processes.mjs';

/** Longest time of one answer. */
const patienceMs = 180_000;

/** `ask(message)` gives the next message back. `prefix` is a program to start it under, such as unshare. */
export function startChild(file, { prefix = [], env = process.env, execArgv = [] } = {}) {
  const [program, ...args] = [...prefix, process.execPath, ...execArgv, file];
  const started = startProcess(program, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const ask = (message) =>
    new Promise((resolve, reject) => {
      const settle = (action) => {
        clearTimeout(timer);
        started.child.off('message', onMessage);
        action();
      };
      const onMessage = (answer) => settle(() => resolve(answer));
      const timer = setTimeout(() => settle(() => reject(new Error(`${file} did not answer`))), patienceMs);
      started.child.once('message', onMessage);
      void started.exited.then((code) =>
        settle(() => reject(new Error(`${file} ended with ${code}: ${started.output()}`))),
      );
      started.child.send(message);
    });
  return { ask, child: started.child, output: started.output, stop: started.stop };
}
