/** JSON Web Tokens: signed with RS256, verified, and the key as others may read it. */
import { generateKeyPairSync, randomUUID, sign, verify, type KeyObject } from 'node:crypto';

export type Claims = Readonly<Record<string, string | number>>;

/** One signing key. It is made when it is first needed: most simulators sign nothing. */
export class SigningKey {
  readonly #id = randomUUID();
  #pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | null = null;

  sign(claims: Claims): string {
    const head = encode({ typ: 'JWT', alg: 'RS256', kid: this.#id });
    const text = `${head}.${encode(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), this.#keys().privateKey).toString('base64url')}`;
  }

  /** The claims of a token that this key signed; null for any other text. */
  verify(token: string): Record<string, unknown> | null {
    const [head = '', body = '', signature = '', ...rest] = token.split('.');
    if (rest.length > 0 || signature === '' || decode(head)?.['alg'] !== 'RS256') return null;
    const signed = Buffer.from(`${head}.${body}`);
    const good = verify('sha256', signed, this.#keys().publicKey, Buffer.from(signature, 'base64url'));
    return good ? decode(body) : null;
  }

  /** The public key in a JSON Web Key Set. */
  publicSet(): object {
    const { kty, n, e } = this.#keys().publicKey.export({
      format: 'jwk',
    });
    return { keys: [{ kty, use: 'sig', alg: 'RS256', kid: this.#id, n, e }] };
  }

  #keys(): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
    return (this.#pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 }));
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
