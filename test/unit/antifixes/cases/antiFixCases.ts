// The cases of all anti-fixes.

import type { AntiFixCases } from './antiFixCase.ts';
import { codeCases } from './codeCases.ts';
import { exchangeCases } from './exchangeCases.ts';
import { serverCases } from './serverCases.ts';
import { settingsCases } from './settingsCases.ts';

export const antiFixCases: AntiFixCases = { ...exchangeCases, ...serverCases, ...codeCases, ...settingsCases };
