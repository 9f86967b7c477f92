// Every check of a hybrid deployment, in the order in which findings of the same severity are shown.

import type { HybridCheck } from '../check.ts';
import { acceptedDomain } from './acceptedDomain.ts';
import { certificateDates } from './certificateDates.ts';
import { certificateDuplicates } from './certificateDuplicates.ts';
import { certificateMissing } from './certificateMissing.ts';
import { certificateNotForSmtp } from './certificateNotForSmtp.ts';
import { certificatePerServer } from './certificatePerServer.ts';
import { certificateSelfSigned } from './certificateSelfSigned.ts';
import { certificateStatus } from './certificateStatus.ts';
import { certificateWithoutKey } from './certificateWithoutKey.ts';
import { cloudServicesMail } from './cloudServicesMail.ts';
import { configurationDiffers } from './configurationDiffers.ts';
import { connectorDisabled } from './connectorDisabled.ts';
import { duplicateSend } from './duplicateSend.ts';
import { ignoreStartTls } from './ignoreStartTls.ts';
import { inboundCertificateName } from './inboundCertificateName.ts';
import { inboundNoMatch } from './inboundNoMatch.ts';
import { inboundSenderAddress } from './inboundSenderAddress.ts';
import { missingConnector } from './missingConnector.ts';
import { outboundSmartHost } from './outboundSmartHost.ts';
import { outboundTlsDomain } from './outboundTlsDomain.ts';
import { presentedCertificate } from './presentedCertificate.ts';
import { presentedName } from './presentedName.ts';
import { receiveAuthMechanism } from './receiveAuthMechanism.ts';
import { receiveRanges } from './receiveRanges.ts';
import { requireTls } from './requireTls.ts';
import { sendTlsDomain } from './sendTlsDomain.ts';
import { smartHostRegion } from './smartHostRegion.ts';
import { tlsAuthLevel } from './tlsAuthLevel.ts';
import { tlsCertificateNameLength } from './tlsCertificateNameLength.ts';
import { tlsCertificateNameMalformed } from './tlsCertificateNameMalformed.ts';
import { tlsCertificateNameUnmatched } from './tlsCertificateNameUnmatched.ts';
import { tlsCertificateNameUnset } from './tlsCertificateNameUnset.ts';
import { tlsDomainCapabilities } from './tlsDomainCapabilities.ts';
import { tlsSettings } from './tlsSettings.ts';

export const hybridChecks: readonly HybridCheck[] = [
  missingConnector,
  connectorDisabled,
  ignoreStartTls,
  requireTls,
  tlsAuthLevel,
  tlsSettings,
  sendTlsDomain,
  outboundTlsDomain,
  presentedName,
  inboundNoMatch,
  inboundCertificateName,
  inboundSenderAddress,
  tlsCertificateNameMalformed,
  tlsCertificateNameUnmatched,
  tlsCertificateNameUnset,
  tlsCertificateNameLength,
  presentedCertificate,
  certificateMissing,
  certificateNotForSmtp,
  certificateWithoutKey,
  certificateDates,
  certificateStatus,
  certificateSelfSigned,
  certificateDuplicates,
  certificatePerServer,
  tlsDomainCapabilities,
  receiveAuthMechanism,
  receiveRanges,
  smartHostRegion,
  outboundSmartHost,
  duplicateSend,
  cloudServicesMail,
  acceptedDomain,
  configurationDiffers,
];
