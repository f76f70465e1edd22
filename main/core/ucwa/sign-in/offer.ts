/** What a refusal says about ways in (PROTOCOL 3.1). */
import type { HttpResponse } from '../../ports.ts';
import { originOf, resolveHref } from '../client/href.ts';
import { readChallenges, webTicketOf } from './challenge.ts';
import type { SignInKind } from './types.ts';

/** Where an origin gets its tickets from. */
export interface Offer {
  /** The URL that was refused, and its origin. */
  readonly url: string;
  readonly origin: string;
  /** The web ticket service. Without a list of grants it is taken to want a password. */
  readonly service: { readonly url: string; readonly grantTypes: readonly string[] } | null;
  /** Base URL of an OpenID provider whose tokens are taken. */
  readonly provider: string | null;
}

/** Names of the grants (PROTOCOL 3.2). That for anonymous meetings is of no use to somebody with an account. */
export const GRANT_TYPES = {
  password: 'password',
  windows: 'urn:microsoft.rtc:windows',
  passive: 'urn:microsoft.rtc:passive',
} as const;

/** Reads a refusal; null when it names no way in, whether or not anybody could go it. */
export function readOffer(url: string, refused: HttpResponse): Offer | null {
  const origin = originOf(url);
  if (origin === null) return null;
  const challenges = readChallenges(refused.headers['www-authenticate'] ?? []);
  const webTicket = webTicketOf(challenges);
  const href = webTicket === null ? null : resolveHref(webTicket.href, url);
  const grantTypes = webTicket?.grantTypes.length === 0 ? [GRANT_TYPES.password] : (webTicket?.grantTypes ?? []);
  const endpoint = challenges
    .filter(({ scheme }) => scheme.toLowerCase() === 'bearer')
    .map(({ parameters }) => parameters.authorization_uri)
    .find((value) => value !== undefined && value !== '');
  const provider = endpoint === undefined ? null : providerOf(endpoint);
  if (href === null && provider === null) return null;
  return { url, origin, service: href === null ? null : { url: href, grantTypes }, provider };
}

/** The kinds that are offered, what asks the user least first. */
export function offeredKinds({ service, provider }: Offer): SignInKind[] {
  const kinds = (['windows', 'password', 'passive'] as const).filter((kind) =>
    service?.grantTypes.some((grant) => grant.toLowerCase() === GRANT_TYPES[kind]),
  );
  return provider === null ? kinds : [...kinds, 'microsoft'];
}

/** `https://login.example.com/common` of `https://login.example.com/common/oauth2/authorize`, or null. */
function providerOf(endpoint: string): string | null {
  const url = resolveHref(endpoint, endpoint);
  if (url === null) return null;
  return url.replace(/[?#].*$/s, '').replace(/\/(oauth2\/)?(v2\.0\/)?authorize\/?$/i, '');
}
