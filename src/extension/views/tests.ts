// Fleets in the Test Explorer. What fills it is loaded when there is a fleet file.

import { printableText } from '../../formats/printable.ts';
import type { App } from '../app.ts';

export function register(app: App): void {
  let opening: Promise<void> | undefined;
  const open = async (): Promise<void> => {
    const { openFleetTests } = await import('./fleetTests.ts');
    app.context.subscriptions.push(openFleetTests(app));
  };
  const look = (): void => {
    if (opening !== undefined || app.fleets.files().length === 0) return;
    opening = open().catch((error: unknown) => {
      app.log.error(`The tests of fleets cannot be shown: ${printableText(String(error), 500)}`);
    });
  };
  app.context.subscriptions.push(app.fleets.onDidChange(look));
  void app.loaded.then(look);
}
