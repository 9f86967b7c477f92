// The page of expectation/issuer, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeCertificates, exchangeConnectors, insideTwin, seeIssuer } from '../../byHand.ts';
import { exchangeCertificatesArticle, rfc } from '../../../formats/citations.ts';

export const issuer: Explanation = {
  consequence:
    'Partners that check the issuer, and Exchange connectors whose TlsCertificateName holds it, stop delivering. If another machine answers, mail may be read by whoever runs it.',
  checks: [seeIssuer, insideTwin, exchangeCertificates, exchangeConnectors],
  sources: [rfc(8659), exchangeCertificatesArticle],
};
