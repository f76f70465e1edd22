/** The organisation's own sign-in page (PROTOCOL 3.4): its cookies are good for a ticket. */
import type { SignInPages } from '../../../ports.ts';
import { appError } from '../../../result.ts';
import type { Result } from '../../../result.ts';
import { cancelled } from '../../errors/errors.ts';
import { originOf, parse, resolveHref } from '../../client/href.ts';
import { GRANT_TYPES, offeredKinds } from '../offer.ts';
import type { Trace } from '../trace.ts';
import type { Means, SignInListener } from '../types.ts';
import type { Grant, Outcome } from './grant.ts';
import type { AskService } from './ticket-service.ts';

export interface PassiveOptions {
  readonly ask: AskService;
  readonly pages: SignInPages | null;
  readonly means: Means;
  /** Whether the user may be shown a page at this URL, to type a password into, that the service named. */
  readonly approve: (url: string, service: string) => Result<null>;
  readonly onWaiting: SignInListener['onWaiting'];
  readonly trace: Trace;
}

export function passiveGrant({ ask, pages, means, approve, onWaiting, trace }: PassiveOptions): Grant {
  /** `again`: the page was shown and led back. */
  function acquire(service: string, again: boolean, signal: AbortSignal): Promise<Outcome> {
    const form = { grant_type: GRANT_TYPES.passive };
    return ask(
      { service, kind: 'passive', form, as: 'pageUser' },
      ({ body, oauth, error }) => {
        if (oauth !== 'invalid_grant') return null;
        const page = body.ms_rtc_passiveauthuri;
        if (again) return { is: 'denied', error: error('auth.denied', 'The server did not accept your sign-in.') };
        const url = typeof page === 'string' ? resolveHref(page, service) : null;
        if (url === null) {
          return { is: 'impossible', error: error('auth.unsupported', 'The server names no page to sign in on.') };
        }
        const approved = approve(url, service);
        if (!approved.ok) return { is: 'trouble', error: approved.error };
        return { is: 'ask', ask: (asking) => show(url, service, asking) };
      },
      signal,
    );
  }

  async function show(url: string, service: string, signal: AbortSignal): Promise<Outcome> {
    const host = parse(url)?.host ?? '';
    const step = trace.begin('signingIn', host, 'the sign-in page');
    onWaiting({ kind: 'passive', host });
    const ending = await pages?.show({ url, returnsTo: originOf(service) ?? '' }, signal);
    onWaiting(null);
    step.answered(ending === 'returned' ? 'led back' : ending === 'closed' ? 'closed' : 'could not be shown');
    if (signal.aborted) return { is: 'trouble', error: cancelled(host) };
    if (ending === 'returned') {
      step.decided('ask for a ticket with its cookies');
      return acquire(service, true, signal);
    }
    step.decided('stop, nobody signed in');
    const words = ending === 'closed' ? 'The sign-in page was closed.' : `The sign-in page of ${host} cannot be shown.`;
    return { is: 'trouble', error: appError('auth.required', words, { host }) };
  }

  return {
    kind: 'passive',
    possible: pages !== null,
    leave: () => means.passive,
    giver: (offer) => (offeredKinds(offer).includes('passive') ? (offer.service?.url ?? null) : null),
    bound: () => null,
    acquire: (service, _offer, signal) => acquire(service, false, signal),
  };
}
