/** Which hosts may be given credentials (PROTOCOL 2.3). One pure decision; who asks the user is the caller's matter. */
import { parse } from '../client/href.ts';

export interface TrustContext {
  /** Domain of the sign-in address. */
  readonly domain: string;
  /** `host` or `host:port` of the server that the user entered, or null. */
  readonly server: string | null;
  /** `host` or `host:port`, as the user or a policy allowed them. Without port: the default port only. */
  readonly trustedHosts: readonly string[];
  /** URL of the answer that named the address in question; null for one that we chose ourselves. */
  readonly namedBy: string | null;
  /** Origins approved so far. */
  readonly approvedOrigins: ReadonlySet<string>;
}

/** `ask`: a well-formed https host that nobody has vouched for. `refused`: never, whoever vouches for it. */
export type Verdict = 'approved' | 'ask' | 'refused';

/**
 * Decides whether credentials may go to a URL: https only, no user-info, no trailing dot; then the SIP domain and its
 * subdomains on the default port, the server entered by hand, trusted hosts, and what an approved https answer named.
 */
export function judgeUrl(url: string, context: TrustContext): Verdict {
  const target = parse(url);
  if (target === null || !isWellFormed(target)) return 'refused';
  if (target.port === '' && isInDomain(target.hostname, context.domain)) return 'approved';
  const allowed = [...(context.server === null ? [] : [context.server]), ...context.trustedHosts];
  if (allowed.some((host) => hostOf(host) === target.host)) return 'approved';
  const namer = context.namedBy === null ? null : parse(context.namedBy);
  if (namer !== null && isWellFormed(namer) && context.approvedOrigins.has(namer.origin)) return 'approved';
  return 'ask';
}

function isWellFormed(url: URL): boolean {
  return url.protocol === 'https:' && url.username === '' && url.password === '' && !url.hostname.endsWith('.');
}

/** A domain without a dot (`com`, `localhost`) vouches for itself only, never for what is below it. */
function isInDomain(hostname: string, domain: string): boolean {
  const canonical = hostOf(domain);
  if (canonical === null || canonical.includes(':') || canonical.endsWith('.')) return false;
  return hostname === canonical || (canonical.includes('.') && hostname.endsWith(`.${canonical}`));
}

/** `host` or `host:port` in canonical form (lower case, punycode, no default port); null when it is more or less. */
export function hostOf(value: string): string | null {
  const trimmed = value.trim();
  if (trimmed === '' || /[/?#@\\\s]/.test(trimmed)) return null;
  return parse(`https://${trimmed}`)?.host ?? null;
}
