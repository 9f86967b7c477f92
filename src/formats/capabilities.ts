// The answer to EHLO → keywords (RFC 5321 section 4.1.1.1).

import type { Capabilities, Capability, SmtpReply } from '../model/smtp.ts';

/** Keywords stand on the second and later lines; the first names the server. */
export function readCapabilities(verb: 'EHLO' | 'HELO', reply: SmtpReply, refusedEhlo?: SmtpReply): Capabilities {
  const keywords: Capability[] = [];
  if (verb === 'EHLO') {
    for (const [index, text] of reply.lines.entries()) {
      if (index === 0) continue;
      // Some old servers write AUTH=LOGIN; the part before "=" is the keyword.
      const [keyword = '', ...parameters] = text.trim().split(/[ \t=]+/);
      if (keyword !== '') keywords.push({ keyword: keyword.toUpperCase(), parameters, line: reply.firstLine + index });
    }
  }
  return { verb, reply, keywords, ...(refusedEhlo === undefined ? {} : { refusedEhlo }) };
}

export function findCapability(capabilities: Capabilities, keyword: string): Capability | undefined {
  return capabilities.keywords.find((capability) => capability.keyword === keyword);
}
