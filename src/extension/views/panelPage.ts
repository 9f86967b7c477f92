// The HTML that a panel starts from: no content of its own, and nothing may load but our two files.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export function pageFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist');
}

export function pageHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const folder = pageFolder(extension);
  const script = webview.asWebviewUri(vscode.Uri.joinPath(folder, 'panel.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(folder, 'panelStyle.css')).toString();
  const nonce = randomBytes(16).toString('hex');
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${style}">
    <title>SMTP TLS Probe</title>
  </head>
  <body>
    <main id="page"></main>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
