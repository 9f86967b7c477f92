// Domains with wildcards, as connectors and certificates have them.

/** Lower case, without the dot at the end. */
export function plainDomain(text: string): string {
  return text.trim().toLowerCase().replace(/\.$/, '');
}

/** `*.contoso.com` of a connector stands for every name below contoso.com; without a star, for itself. */
export function connectorCovers(pattern: string, name: string): boolean {
  const [expected, presented] = [plainDomain(pattern), plainDomain(name)];
  if (expected === presented) return expected !== '';
  return expected.startsWith('*.') && expected.length > 3 && presented.endsWith(expected.slice(1));
}

/** RFC 9525 section 6.3: the star of a certificate stands for exactly one label. */
export function certificateCovers(presented: string, name: string): boolean {
  const [pattern, host] = [plainDomain(presented), plainDomain(name)];
  if (pattern === host) return pattern !== '';
  const dot = host.indexOf('.');
  return pattern.startsWith('*.') && dot > 0 && pattern.slice(1) === host.slice(dot) && pattern.split('.').length > 2;
}

/** Whether a domain is one of these or lies below one of them. */
export function liesWithin(name: string, domains: readonly string[]): boolean {
  const host = plainDomain(name).replace(/^\*\./, '');
  return domains.map(plainDomain).some((domain) => domain !== '' && (host === domain || host.endsWith(`.${domain}`)));
}
