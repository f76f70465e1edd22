/** Integrated Windows authentication (PROTOCOL 3.2): the network stack answers NTLM or Negotiate as the system's user. */
import { GRANT_TYPES, offeredKinds } from '../offer.ts';
import type { Means } from '../types.ts';
import type { Grant } from './grant.ts';
import type { AskService } from './ticket-service.ts';

export function windowsGrant(ask: AskService, possible: boolean, means: Means): Grant {
  return {
    kind: 'windows',
    possible,
    leave: () => (means.windows ? 'silent' : 'never'),
    giver: (offer) => (offeredKinds(offer).includes('windows') ? (offer.service?.url ?? null) : null),
    bound: () => null,
    async acquire(service, _offer, signal) {
      const form = { grant_type: GRANT_TYPES.windows };
      return ask(
        { service, kind: 'windows', form, as: 'systemUser' },
        ({ response, oauth, error }) => {
          if (response.status === 401) {
            // The stack answers by itself; what is left over is a handshake that it could not, or may not, complete.
            const words = 'The server did not accept the user of this computer.';
            return { is: 'impossible', error: error('auth.unsupported', words) };
          }
          if (oauth !== 'invalid_grant') return null;
          return { is: 'denied', error: error('auth.denied', 'The server did not accept the user of this computer.') };
        },
        signal,
      );
    },
  };
}
