// Node.js, nodemailer above all.

import type { AntiFix } from './antiFix.ts';
import {
  anyServer,
  anybody,
  certificateRules,
  inClear,
  mendCertificate,
  nameRules,
  oldVersion,
  startTlsRules,
  versionRules,
} from './leads.ts';

const tlsConnect: AntiFix['citation'] = {
  text: 'Node.js: tls.connect',
  url: 'https://nodejs.org/api/tls.html#tlsconnectoptions-callback',
};

const nodemailer: AntiFix['citation'] = { text: 'Nodemailer: SMTP transport', url: 'https://nodemailer.com/smtp' };

const privateRoot = 'tls: { ca: readFileSync("root.pem") }, or NODE_EXTRA_CA_CERTS=root.pem for the whole process';

export const node: readonly AntiFix[] = [
  {
    id: 'node/any-certificate',
    title: 'Every certificate of the mail server is accepted',
    severity: 'error',
    languages: ['javascript', 'json'],
    pattern: /\brejectUnauthorized['"]?[ \t]{0,20}[:=][ \t]{0,20}(?<value>false|0)\b/,
    context: { kind: 'near' },
    effect: anybody,
    alternative: `Take the line out. ${mendCertificate} In Node.js: ${privateRoot}.`,
    rules: certificateRules,
    citation: tlsConnect,
    replacement: 'true',
  },
  {
    id: 'node/any-certificate-in-process',
    title: 'Every certificate is accepted in the whole process',
    severity: 'error',
    languages: ['javascript', 'json', 'env', 'shell', 'yaml', 'powershell', 'ini'],
    pattern:
      /\bNODE_TLS_REJECT_UNAUTHORIZED['"]?\]?(?:[ \t]{0,20}[:=][ \t]{0,20}|[ \t]{1,20}|\s{1,80}value:[ \t]{0,20})['"]?(?<value>0)\b/,
    context: { kind: 'file' },
    effect: 'No connection of this process is verified any more, that to the mail server among them.',
    alternative: `Take the variable out. ${mendCertificate} In Node.js: NODE_EXTRA_CA_CERTS=root.pem.`,
    rules: certificateRules,
    citation: {
      text: 'Node.js: environment variables',
      url: 'https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue',
    },
    replacement: '1',
  },
  {
    id: 'node/ignore-tls',
    title: 'Nodemailer ignores STARTTLS',
    severity: 'error',
    languages: ['javascript', 'json', 'yaml'],
    pattern: /\bignoreTLS['"]?[ \t]{0,20}[:=][ \t]{0,20}(?<value>true|1)\b/,
    context: { kind: 'around' },
    effect: inClear,
    alternative:
      'Take the line out, and set requireTLS: true on port 587. Then probe the server for what STARTTLS failed at.',
    rules: startTlsRules,
    citation: nodemailer,
    replacement: 'false',
  },
  {
    id: 'node/tls-not-demanded',
    title: 'Nodemailer does not demand STARTTLS, by name',
    severity: 'warning',
    languages: ['javascript', 'json'],
    pattern: /\brequireTLS['"]?[ \t]{0,20}[:=][ \t]{0,20}(?<value>false|0)\b/,
    context: { kind: 'near' },
    effect: 'Where STARTTLS is taken out on the way, mail, user name and password go in clear text.',
    alternative: 'requireTLS: true on port 587, or secure: true on port 465.',
    rules: startTlsRules,
    citation: nodemailer,
  },
  {
    id: 'node/clear-text-after-failure',
    title: 'Nodemailer goes on in clear text when STARTTLS fails',
    severity: 'error',
    languages: ['javascript', 'json'],
    pattern: /\bopportunisticTLS['"]?[ \t]{0,20}[:=][ \t]{0,20}(?<value>true|1)\b/,
    context: { kind: 'around' },
    effect: 'Whoever disturbs the handshake gets the mail in clear text.',
    alternative: 'requireTLS: true in its place. Then probe the server for what STARTTLS failed at.',
    rules: startTlsRules,
    citation: nodemailer,
    replacement: 'false',
  },
  {
    id: 'node/any-name',
    title: 'Any name on the certificate is accepted',
    severity: 'error',
    languages: ['javascript'],
    pattern:
      /\bcheckServerIdentity['"]?[ \t]{0,20}[:=(][ \t]{0,20}(?<value>(?:function[ \t]{0,8})?(?:\([^)\n]{0,80}\)|\w{1,40})[ \t]{0,20}(?:=>[ \t]{0,20})?(?:undefined|null|true|void 0|\{[ \t]{0,20}(?:return[ \t]{0,8}(?:undefined|null|true)?[ \t]{0,8};?[ \t]{0,8})?\}))/,
    context: { kind: 'near' },
    effect: anyServer,
    alternative:
      'Take the line out, and connect to the name that is on the certificate; where that cannot be, tls: { servername: "<name on the certificate>" } compares with that one.',
    rules: nameRules,
    citation: tlsConnect,
  },
  {
    id: 'node/old-version',
    title: 'A version of TLS or SSL that can be broken is asked for',
    severity: 'warning',
    languages: ['javascript', 'json'],
    pattern:
      /\b(?:minVersion|maxVersion|secureProtocol)['"]?[ \t]{0,20}[:=][ \t]{0,20}['"](?<value>TLSv1(?:\.1)?|(?:SSLv[23]|TLSv1(?:_1)?)(?:_client)?_method)['"]/,
    context: { kind: 'near' },
    effect: oldVersion,
    alternative: 'minVersion: "TLSv1.2", or no line at all. A server that has nothing newer needs an update: probe it.',
    rules: versionRules,
    citation: {
      text: 'Node.js: tls.createSecureContext',
      url: 'https://nodejs.org/api/tls.html#tlscreatesecurecontextoptions',
    },
  },
  {
    id: 'node/old-ciphers',
    title: 'Only ciphers from the time of SSL 3.0 are offered',
    severity: 'warning',
    languages: ['javascript', 'json'],
    pattern: /\bciphers['"]?[ \t]{0,20}[:=][ \t]{0,20}['"](?<value>SSLv3|[^'"\n]{0,80}(?:@SECLEVEL=[01]))['"]/,
    context: { kind: 'near' },
    effect: 'The session does without forward secrecy and authenticated encryption, or with short keys.',
    alternative:
      'Take the line out: the ciphers of Node.js itself fit every server that is kept up. Probe the one that they do not fit.',
    rules: ['tls/weak-cipher', 'tls/no-forward-secrecy', 'handshake/alert'],
    citation: {
      text: 'Node.js: tls.createSecureContext',
      url: 'https://nodejs.org/api/tls.html#tlscreatesecurecontextoptions',
    },
  },
];
