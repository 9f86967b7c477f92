// The page of certificate/self-signed, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import {
  exchangeCertificates,
  exchangeConnectors,
  eximCertificate,
  postfixCertificate,
  seeIssuer,
} from '../../byHand.ts';
import { exchangeCertificatesArticle, rfc } from '../../../formats/citations.ts';

export const selfSigned: Explanation = {
  consequence:
    'Senders that verify (Exchange hybrid connectors, MTA-STS, partners with forced TLS) do not deliver. The others encrypt, but cannot tell this server from an impostor on the way.',
  checks: [seeIssuer, exchangeCertificates, exchangeConnectors, postfixCertificate, eximCertificate],
  sources: [rfc(7672, '3.1.1'), exchangeCertificatesArticle],
};
