/** Certificate authorities that live for one run, and the server certificates that they sign. In memory only. */
import './metadata.ts';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;

/** PEM texts: the authority's certificate, and certificate and key of the server. */
export interface ServerIdentity {
  readonly caPem: string;
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** What a server certificate says. */
export interface CertificateWish {
  /** DNS names. */
  readonly names: readonly string[];
  /** IP addresses. */
  readonly addresses?: readonly string[];
  /** Its last day was this many days ago; default: it is good for 30 days. */
  readonly expiredDaysAgo?: number;
}

export interface Authority {
  readonly caPem: string;
  /** PEM text of a certificate for the key pair. */
  sign(keys: CryptoKeyPair, wish: CertificateWish): Promise<string>;
}

type CryptoKeyPair = webcrypto.CryptoKeyPair;

/** A fresh authority, valid from 60 days ago for 90 days. Its key stays in the closure and cannot be exported. */
export async function createAuthority(commonName: string, nowMs: number): Promise<Authority> {
  x509.cryptoProvider.set(webcrypto);
  const authorityKeys = await webcrypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${commonName}`,
    notBefore: new Date(nowMs - 60 * DAY_MS),
    notAfter: new Date(nowMs + 30 * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  let signed = 1;
  return {
    caPem: `${authority.toString('pem')}\n`,
    async sign(keys, { names, addresses = [], expiredDaysAgo }) {
      signed += 1;
      const expired = expiredDaysAgo !== undefined;
      const certificate = await x509.X509CertificateGenerator.create({
        serialNumber: signed.toString(16).padStart(2, '0'),
        subject: `CN=${names[0] ?? 'localhost'}`,
        issuer: authority.subject,
        notBefore: new Date(nowMs - (expired ? expiredDaysAgo + 30 : 1) * DAY_MS),
        notAfter: new Date(nowMs + (expired ? -expiredDaysAgo : 30) * DAY_MS),
        signingAlgorithm: ALGORITHM,
        publicKey: keys.publicKey,
        signingKey: authorityKeys.privateKey,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          new x509.SubjectAlternativeNameExtension([
            ...names.map((value) => ({ type: 'dns', value }) as const),
            ...addresses.map((value) => ({ type: 'ip', value }) as const),
          ]),
          await x509.AuthorityKeyIdentifierExtension.create(authority),
          await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      return `${certificate.toString('pem')}\n`;
    },
  };
}

/** The key pair of a server. */
export function createServerKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

export async function privateKeyPem(keys: CryptoKeyPair): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
}

/** A fresh authority and one server certificate for `names` (DNS names) and `addresses` (IP addresses), good for 30 days. */
export async function createIdentity(
  names: readonly string[],
  addresses: readonly string[],
  nowMs: number,
): Promise<ServerIdentity> {
  const authority = await createAuthority('Rollcall simulator authority', nowMs);
  const keys = await createServerKeys();
  const certificatePem = await authority.sign(keys, { names, addresses });
  return { caPem: authority.caPem, certificatePem, keyPem: await privateKeyPem(keys) };
}
