// The HTML that a panel starts from: no content of its own but the texts' translations, and nothing may load but our
// two files.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { jsonForPage } from './pageJson.ts';

export function pageFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist');
}

/** A tag of BCP 47 as an attribute's value. */
function languageTag(language: string): string {
  return /^[A-Za-z0-9-]{2,35}$/.test(language) ? language : 'en';
}

export function pageHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const folder = pageFolder(extension);
  const script = webview.asWebviewUri(vscode.Uri.joinPath(folder, 'panel.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(folder, 'panelStyle.css')).toString();
  const nonce = randomBytes(16).toString('hex');
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${languageTag(vscode.env.language)}">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${style}">
    <title>SMTP TLS Probe</title>
  </head>
  <body>
    <main id="page"></main>
    <script id="texts" type="application/json">${jsonForPage(vscode.l10n.bundle ?? {})}</script>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
