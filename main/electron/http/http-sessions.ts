/** Whom a request speaks for decides the Chromium session that it goes through: what one may send another cannot. */
import { session } from 'electron';
import type { HttpRequest } from '../../core/ports.ts';
import { hostForCredentials } from './http-words.ts';
import { signInSession } from '../sign-in/sign-in-session.ts';

/** What stands in for the word of Chromium's own check in a verify procedure: neither accept nor refuse. */
const AS_CHROMIUM_SAYS = -3;

type Route = Pick<Electron.ClientRequestConstructorOptions, 'session' | 'useSessionCookies' | 'credentials'>;

export interface HttpSessions {
  /** How a request has to be sent; null: not at all, since its address may not be given what it asks for. */
  routeOf(request: Pick<HttpRequest, 'as' | 'url'>): Route | null;
  /** Issuer and fingerprint of the certificate that Chromium last refused of a host. */
  refusedOf(host: string): string | undefined;
}

/** Opens the sessions. Call it after `ready`. */
export function createHttpSessions(userAgent: string): HttpSessions {
  const refused = new Map<string, string>();
  // Only listens: a refused certificate is named in the failure, and the decision stays Chromium's.
  const watch = (one: Electron.Session): Electron.Session => {
    one.setCertificateVerifyProc((request, callback) => {
      if (request.verificationResult === 'net::OK') refused.delete(request.hostname);
      else refused.set(request.hostname, `${request.certificate.issuerName}, ${request.certificate.fingerprint}`);
      callback(AS_CHROMIUM_SAYS);
    });
    return one;
  };
  const own = (partition: string): Electron.Session => {
    const one = watch(session.fromPartition(partition, { cache: false }));
    one.setUserAgent(userAgent);
    one.allowNTLMCredentialsForDomains('');
    return one;
  };
  const nobody = own('ucwa');
  const systemUser = own('ucwa-system-user');
  const pageUser = watch(signInSession());
  const hosts = new Set<string>();

  return {
    routeOf({ as = 'nobody', url }) {
      // The list of hosts may hold for all sessions of the process; `omit` is what keeps the system's user out of it.
      if (as === 'nobody') return { session: nobody, useSessionCookies: false, credentials: 'omit' };
      const host = hostForCredentials(url);
      if (host === null) return null;
      if (as === 'pageUser') return { session: pageUser, useSessionCookies: true };
      if (!hosts.has(host)) systemUser.allowNTLMCredentialsForDomains([...hosts.add(host)].join(','));
      return { session: systemUser, useSessionCookies: false };
    },
    refusedOf: (host) => refused.get(host),
  };
}
