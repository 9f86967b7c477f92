// The HTML that a panel starts from: no content of its own but the texts' translations, and nothing may load but
// our own files.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { jsonForPage } from './pageJson.ts';

function pageFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist');
}

/** A tag of BCP 47 as an attribute's value. */
function languageTag(language: string): string {
  return /^[A-Za-z0-9-]{2,35}$/.test(language) ? language : 'en';
}

/** Files of a page, all of them in dist. */
export interface PageFiles {
  readonly script: string;
  readonly styles: readonly string[];
  /** Of the element that everything is drawn in. */
  readonly pageClass?: string;
}

const panelPage: PageFiles = { script: 'panel.js', styles: ['panelStyle.css'] };

function pageHtml(webview: vscode.Webview, extension: vscode.Uri, files: PageFiles): string {
  const folder = pageFolder(extension);
  const addressOf = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const script = addressOf(files.script);
  const styles = files.styles.map((name) => `<link rel="stylesheet" href="${addressOf(name)}">`).join('\n    ');
  const nonce = randomBytes(16).toString('hex');
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${languageTag(vscode.env.language)}">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    ${styles}
    <title>SMTP TLS Probe</title>
  </head>
  <body>
    <main id="page" class="${files.pageClass ?? ''}"></main>
    <script id="texts" type="application/json">${jsonForPage(vscode.l10n.bundle ?? {})}</script>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}

/** Fills a panel, new or restored: icon, rights and the empty page, which says when it is ready. */
export function openPage(panel: vscode.WebviewPanel, extension: vscode.Uri, files = panelPage): void {
  panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.png');
  panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extension)] };
  panel.webview.html = pageHtml(panel.webview, extension, files);
}
