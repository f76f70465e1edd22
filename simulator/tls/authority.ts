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
  /** One more certificate of the same authority for the same key: its PEM text. */
  sign(wish: CertificateWish): Promise<string>;
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

type KeyPair = webcrypto.CryptoKeyPair;

/**
 * Makes a fresh authority, valid from 60 days ago for 90 days, and a server certificate for `names` (DNS names) and
 * `addresses` (IP addresses), valid from yesterday for 30 days. The authority's key cannot be exported.
 */
export async function createIdentity(
  names: readonly string[],
  addresses: readonly string[],
  nowMs: number,
  authorityName = 'Rollcall simulator authority',
): Promise<ServerIdentity> {
  x509.cryptoProvider.set(webcrypto);
  const authorityKeys = await webcrypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  const serverKeys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const authority = await selfSigned(authorityKeys, authorityName, nowMs);
  let signed = 1;
  const sign = async (wish: CertificateWish): Promise<string> => {
    signed += 1;
    const certificate = await signServer({ authority, authorityKeys, serverKeys, serial: signed, nowMs }, wish);
    return `${certificate.toString('pem')}\n`;
  };
  const key = await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey);
  return {
    caPem: `${authority.toString('pem')}\n`,
    certificatePem: await sign({ names, addresses }),
    keyPem: x509.PemConverter.encode(key, 'PRIVATE KEY'),
    sign,
  };
}

async function selfSigned(keys: KeyPair, commonName: string, nowMs: number): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${commonName}`,
    notBefore: new Date(nowMs - 60 * DAY_MS),
    notAfter: new Date(nowMs + 30 * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
}

interface Signing {
  readonly authority: x509.X509Certificate;
  readonly authorityKeys: KeyPair;
  readonly serverKeys: KeyPair;
  readonly serial: number;
  readonly nowMs: number;
}

async function signServer(
  { authority, authorityKeys, serverKeys, serial, nowMs }: Signing,
  { names, addresses = [], expiredDaysAgo }: CertificateWish,
): Promise<x509.X509Certificate> {
  const [from, to] = expiredDaysAgo === undefined ? [-1, 30] : [-expiredDaysAgo - 30, -expiredDaysAgo];
  return x509.X509CertificateGenerator.create({
    serialNumber: serial.toString(16).padStart(2, '0'),
    subject: `CN=${names[0] ?? 'localhost'}`,
    issuer: authority.subject,
    notBefore: new Date(nowMs + from * DAY_MS),
    notAfter: new Date(nowMs + to * DAY_MS),
    signingAlgorithm: ALGORITHM,
    publicKey: serverKeys.publicKey,
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
      await x509.SubjectKeyIdentifierExtension.create(serverKeys.publicKey),
    ],
  });
}
