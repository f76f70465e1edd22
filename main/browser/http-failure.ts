/** What the errors of Node's network stack mean to the core. */
import type { PeerCertificate } from 'node:tls';
import type { HttpFailure } from '../core/ports.ts';

/** Certificate errors as Node documents them (tls, "X509 certificate error codes"), and the name check's. */
const CERTIFICATE = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'CERT_SIGNATURE_FAILURE',
  'CRL_SIGNATURE_FAILURE',
  'CERT_NOT_YET_VALID',
  'CERT_HAS_EXPIRED',
  'CRL_NOT_YET_VALID',
  'CRL_HAS_EXPIRED',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CRL_LAST_UPDATE_FIELD',
  'ERROR_IN_CRL_NEXT_UPDATE_FIELD',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_CHAIN_TOO_LONG',
  'CERT_REVOKED',
  'INVALID_CA',
  'PATH_LENGTH_EXCEEDED',
  'INVALID_PURPOSE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
]);

const OFFLINE = new Set(['ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL']);

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  // Several addresses were tried: the first one's trouble stands for all.
  if (code === undefined && error instanceof AggregateError) return codeOf(error.errors[0]);
  return code ?? (error instanceof Error ? error.message : 'unknown');
}

/** Issuer and fingerprint, which an administrator needs to find the missing authority. */
function describe(certificate: Pick<PeerCertificate, 'issuer' | 'fingerprint256'>): string {
  const issuer = Object.entries(certificate.issuer).map(([name, value]) => `${name}=${String(value)}`);
  return `issuer ${issuer.join(', ')}; SHA-256 ${certificate.fingerprint256}`;
}

/** Translates an error of a request. `certificate`: the one the server showed, where the handshake came that far. */
export function failureFrom(error: unknown, certificate: PeerCertificate | null): HttpFailure {
  const code = codeOf(error);
  if (CERTIFICATE.has(code)) {
    return { kind: 'tls', detail: certificate === null ? code : `${code}; ${describe(certificate)}` };
  }
  // Unpacked it is larger than what is taken in.
  if (code === 'ERR_BUFFER_TOO_LARGE') return { kind: 'tooLarge', detail: code };
  return { kind: OFFLINE.has(code) ? 'offline' : 'unreachable', detail: code };
}
