// The line `sep=;` above a CSV, which tells a spreadsheet what parts the cells.

/** At the beginning of a text; its first group is the delimiter. */
export const separatorLine = /^\s{0,80}"?sep=(.)"?[ \t]{0,80}(?:\r?\n|\r)/i;
