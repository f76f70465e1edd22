/**
 * Which hosts may be given what (PROTOCOL 2.3; ARCHITECTURE section 5). One pure decision, its reason as data, and the
 * words for it; who asks the user is the caller's matter.
 */
import { parse } from '../client/href.ts';
import type { Approval } from './types.ts';

/**
 * What a host is about to be given.
 * - `secret`: what is good elsewhere too: a password, an answer to NTLM or Kerberos, a page for the user to type a
 *   password into, and web tickets, which whoever names a ticket service gets to see.
 * - `bound`: what is good at that very host alone: a question without credentials, and a token that an OpenID provider
 *   made out to it.
 */
export type Stake = 'secret' | 'bound';

export interface ApprovalContext extends Approval {
  /** Domain of the sign-in address. */
  readonly domain: string;
  /** `host` or `host:port` of the server that the user entered, or null. */
  readonly server: string | null;
  /** URL of the answer that named the address in question; null for one that we chose ourselves. */
  readonly namedBy: string | null;
  /** Origins approved so far, for whatever stake. */
  readonly approvedOrigins: ReadonlySet<string>;
}

/**
 * `ask`: a well-formed https address that nobody has vouched for; the user may. `refused`: never, whoever vouches.
 * The reasons of `approved` say who vouches; those of `ask` and `refused` what is wrong.
 */
export type Verdict =
  | { readonly verdict: 'approved'; readonly reason: 'sipDomain' | 'enteredByHand' | 'listed' | 'named' }
  | { readonly verdict: 'ask'; readonly reason: 'foreign' | 'namedForeign' | 'namedPort' }
  | {
      readonly verdict: 'refused';
      readonly reason: 'noAddress' | 'notHttps' | 'userInfo' | 'trailingDot' | 'ipAddress' | 'port' | 'policy';
    };

/**
 * Decides whether a URL's host may be given what is at stake.
 *
 * Three vouch for a host whatever the stake: the SIP domain for itself and what is below it, on the default port; the
 * user, by entering the server or by allowing the host once; a policy's list. With `only` the first of them does not.
 *
 * The fourth is an approved https answer that names the host. PROTOCOL 2.3 follows such an answer unasked, and so do we:
 * its sender is proven by a certificate, and the way to split domains and hybrid pools leads over hosts that nobody can
 * know beforehand. But to be led somewhere is one thing, to hand over a password there another: a discovery answer is
 * only as good as the worst page or proxy that can put a link into it, and nothing about a host in another domain tells
 * the organisation's other pool from a stranger's. So what an answer names may be asked, may name further hosts, and may
 * be given what is of no use anywhere else. For a secret the user is asked, once for that host (ARCHITECTURE section 5:
 * anything else asks the user once). A chain of answers holds link by link: each host must be named by a host approved
 * before it, and none of the links makes a secret safe.
 *
 * Look-alike and international names are simply other hosts, compared in their ASCII form.
 */
export function judge(url: string, stake: Stake, context: ApprovalContext): Verdict {
  const target = parse(url);
  if (target === null || target.hostname === '') return refused('noAddress');
  if (target.protocol !== 'https:') return refused('notHttps');
  if (target.username + target.password !== '') return refused('userInfo');
  if (target.hostname.endsWith('.')) return refused('trailingDot');
  if (context.server !== null && hostOf(context.server) === target.host) return approved('enteredByHand');
  if (context.trustedHosts.some((host) => hostOf(host) === target.host)) return approved('listed');
  if (context.only) return refused('policy');
  if (isIpAddress(target.hostname)) return refused('ipAddress');
  const inDomain = isInDomain(target.hostname, context.domain);
  if (inDomain && target.port === '') return approved('sipDomain');
  const named = isNamed(target, context);
  if (named && stake === 'bound') return approved('named');
  if (inDomain) return named ? ask('namedPort') : refused('port');
  if (named) return ask('namedForeign');
  return target.port === '' ? ask('foreign') : refused('port');
}

/** Why, as a sentence to show to the user or a help desk. `host` as in the URL in question. */
export function wordsFor({ reason }: Verdict, host: string, domain: string): string {
  switch (reason) {
    case 'sipDomain':
      return `${host} belongs to ${domain}.`;
    case 'enteredByHand':
      return `${host} was entered as the server.`;
    case 'listed':
      return `${host} was allowed by you or your organisation.`;
    case 'named':
      return `${host} was named by a server that is trusted.`;
    case 'foreign':
      return `Signing in leads to ${host}, which does not belong to ${domain}. Allow it only if you know it.`;
    case 'namedForeign':
      return `The server of ${domain} sends you to ${host}, which does not belong to ${domain}. Allow it only if you know it: it will be given what you sign in with.`;
    case 'namedPort':
      return `The server of ${domain} sends you to an unusual port, ${host}. Allow it only if you know it: it will be given what you sign in with.`;
    case 'noAddress':
      return 'Signing in leads to something that is no address.';
    case 'notHttps':
      return `Signing in leads to ${host}, which is not secure (no https).`;
    case 'userInfo':
      return 'Signing in leads to an address that hides where it leads.';
    case 'trailingDot':
      return `Signing in leads to ${host}, whose name ends in a dot.`;
    case 'ipAddress':
      return `Signing in leads to ${host}, an address without a name. Enter it as the server if it is right.`;
    case 'port':
      return `Signing in leads to an unusual port, ${host}. Enter it as the server if it is right.`;
    case 'policy':
      return `Signing in leads to ${host}, which is not on your organisation's list of servers.`;
    default:
      return reason satisfies never;
  }
}

/** `host` or `host:port` in canonical form (lower case, punycode, no default port); null when it is more or less. */
export function hostOf(value: string): string | null {
  const trimmed = value.trim();
  if (trimmed === '' || /[/?#@\\\s]/.test(trimmed)) return null;
  return parse(`https://${trimmed}`)?.host ?? null;
}

function isNamed(target: URL, { namedBy, approvedOrigins }: ApprovalContext): boolean {
  if (approvedOrigins.has(target.origin)) return true;
  const namer = namedBy === null ? null : parse(namedBy);
  if (namer?.protocol !== 'https:' || namer.username + namer.password !== '') return false;
  return approvedOrigins.has(namer.origin);
}

/** A domain without a dot (`com`, `localhost`) vouches for itself only, never for what is below it. */
function isInDomain(hostname: string, domain: string): boolean {
  const canonical = hostOf(domain);
  if (canonical === null || canonical.includes(':') || canonical.endsWith('.')) return false;
  return hostname === canonical || (canonical.includes('.') && hostname.endsWith(`.${canonical}`));
}

/** In the canonical form that URLs have: every way to write an IPv4 address becomes four numbers. */
function isIpAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
}

function approved(reason: Extract<Verdict, { verdict: 'approved' }>['reason']): Verdict {
  return { verdict: 'approved', reason };
}

function ask(reason: Extract<Verdict, { verdict: 'ask' }>['reason']): Verdict {
  return { verdict: 'ask', reason };
}

function refused(reason: Extract<Verdict, { verdict: 'refused' }>['reason']): Verdict {
  return { verdict: 'refused', reason };
}
