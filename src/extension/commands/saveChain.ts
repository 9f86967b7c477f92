// "Save Certificate Chain": of the last result of an endpoint, or of the one that `{key, id}` names.

import { commandIds } from '../contributions.ts';
import { t } from '../l10n.ts';
import { showInformation } from '../messages.ts';
import { parseResultPlace } from '../views/documentUris.ts';
import { chooseEndpoint } from './command.ts';
import type { Command } from './command.ts';

export const saveChainCommand: Command = {
  id: commandIds.saveChain,
  run: async (app, argument) => {
    const place = parseResultPlace(argument);
    const past = place === undefined ? undefined : await app.history.read(place.key, place.id);
    const state =
      past === undefined
        ? await chooseEndpoint(
            app,
            argument,
            t('Whose certificates are to be saved?'),
            ({ assessment }) => assessment?.evidence.certificates.status === 'known',
            t('No endpoint has shown its certificates yet.'),
          )
        : undefined;
    const assessment = past ?? state?.assessment;
    if (assessment !== undefined) {
      const { saveChain } = await import('../chainFile.ts');
      return saveChain(assessment);
    }
    if (state !== undefined) {
      void showInformation(t('This result has no certificates that could be saved.'));
    }
    return undefined;
  },
};
