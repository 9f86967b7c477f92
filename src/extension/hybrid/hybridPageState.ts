// A diagnosis of hybrid mail flow → what its page shows.

import type { HybridPageState } from '../../../media/hybrid/state.ts';
import type { GraphNode, HybridDiagnosis, HybridSide, LegTls } from '../../model/hybrid.ts';
import { formatPlace, sectionsOf } from '../../report/hybrid/sections.ts';
import type { SectionId } from '../../report/hybrid/sections.ts';
import { t } from '../l10n.ts';
import { severityWords, statusWords } from '../words.ts';

const sideWords: Readonly<Record<HybridSide, string>> = {
  'on-premises': t('Exchange Management Shell'),
  'exchange-online': t('Exchange Online PowerShell'),
};

const sectionWords: Readonly<Record<SectionId, string>> = {
  legs: t('Both legs'),
  egress: t('Address that Exchange Online sees'),
  choice: t('Inbound connector that Exchange Online takes'),
  certificates: t('Certificates that the servers present'),
  renewal: t('At the next renewal'),
  unchecked: t('Could not be checked'),
  problems: t('Not read of the files'),
};

const nodeWords: Readonly<Record<GraphNode['state'], string>> = {
  sound: t('nothing wrong found'),
  weak: t('deserves a look'),
  broken: t('wrong'),
  missing: t('missing'),
  unknown: t('not in an export'),
};

const nodeTitles: Readonly<Record<GraphNode['kind'], string>> = {
  send: t('Send connector'),
  receive: t('Receive connector'),
  inbound: t('Inbound connector'),
  outbound: t('Outbound connector'),
};

const tlsWords: Readonly<Record<LegTls, string>> = {
  verified: t('verified TLS'),
  unverified: t('TLS, not verified'),
  none: t('no TLS'),
  unknown: t('not known'),
};

export function hybridPageState(diagnosis: HybridDiagnosis): HybridPageState {
  const { verdict, summary, startedAt, legs, findings, graph, files } = diagnosis;
  const host = (name: 'to-cloud' | 'to-on-premises'): string =>
    legs.find((leg) => leg.name === name)?.host ?? t('not probed');
  return {
    status: verdict,
    word: statusWords[verdict],
    summary,
    at: startedAt,
    facts: [
      [t('On-premises'), host('to-on-premises')],
      [t('Smart host'), host('to-cloud')],
      [t('Exports'), files.length === 0 ? t('none') : files.join(', ')],
    ],
    nodes: graph.nodes.map(({ kind, identity, state, lines, place }) => ({
      kind,
      title: nodeTitles[kind],
      ...(identity === undefined ? {} : { identity }),
      state,
      word: nodeWords[state],
      lines,
      hasPlace: place !== undefined,
    })),
    arrows: graph.legs.map(({ name, tls }) => {
      const leg = legs.find((one) => one.name === name);
      return { name, tls, label: tlsWords[tls], ...(leg === undefined ? {} : { host: leg.host }) };
    }),
    findings: findings.map(({ severity, title, text, meaning, fix, check, citation, place, repairs }) => ({
      severity,
      word: severityWords[severity],
      title,
      text,
      meaning,
      fix,
      check,
      source: citation.text,
      url: citation.url,
      ...(place === undefined ? {} : { place: formatPlace(place) }),
      repairs: repairs.map(({ side, reason, command }) => ({ side: sideWords[side], reason, command })),
    })),
    parts: sectionsOf(diagnosis).map(({ id, items }) => ({ title: sectionWords[id], items })),
    hasExport: files.length > 0,
  };
}
