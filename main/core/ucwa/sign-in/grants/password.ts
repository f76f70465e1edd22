/** Form credentials (PROTOCOL 3.2): the user's address and password. */
import { GRANT_TYPES, offeredKinds } from '../offer.ts';
import type { Means } from '../types.ts';
import type { Grant } from './grant.ts';
import type { AskService } from './ticket-service.ts';

/** `username`: `user@domain`. The password stays in `means`. */
export function passwordGrant(ask: AskService, username: string, means: Means): Grant {
  return {
    kind: 'password',
    possible: true,
    leave: () => (means.password === null ? 'never' : 'silent'),
    giver: (offer) => (offeredKinds(offer).includes('password') ? (offer.service?.url ?? null) : null),
    bound: () => null,
    async acquire(service, _offer, signal) {
      const form = { grant_type: GRANT_TYPES.password, username, password: means.password ?? '' };
      return ask(
        { service, kind: 'password', form, as: 'nobody' },
        ({ response, body, oauth, error }) => {
          if (oauth === 'invalid_grant' && typeof body.ms_rtc_passiveauthuri === 'string') {
            const words = "This server wants you to sign in on your organisation's sign-in page.";
            return { is: 'impossible', error: error('auth.unsupported', words) };
          }
          if (oauth !== 'invalid_grant' && response.status !== 401) return null;
          return { is: 'denied', error: error('auth.denied', 'The server did not accept this address and password.') };
        },
        signal,
      );
    },
  };
}
