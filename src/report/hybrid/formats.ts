// Names of the formats of a report on a hybrid deployment, apart from the formats themselves.

export const hybridFormats = ['text', 'markdown', 'html', 'json'] as const;

export type HybridFormat = (typeof hybridFormats)[number];
