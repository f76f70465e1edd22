/** What a pool says to somebody who does not live on it (PROTOCOL 2.4, 6.1). */
import { APPLICATIONS_PATH } from '../application/application.ts';
import type { SimRequest } from '../http/message.ts';
import { applicationNotFound, Refusal } from '../http/refusal.ts';
import type { World } from '../world.ts';

/** Refuses a user who lives elsewhere or may not use applications at all. */
export function requireHome(request: SimRequest, { home, knobs }: World): void {
  if (knobs.userState === 'notAllowed') throw new Refusal(403, { message: 'The user may not use this client.' });
  if (home.isAt(request.host.place)) return;
  if (request.path !== APPLICATIONS_PATH) throw applicationNotFound();
  switch (knobs.movedUser) {
    case '403':
      throw new Refusal(403);
    case '404':
      throw new Refusal(404);
    case '410':
      throw new Refusal(410, { subcode: 'CannotRedirect' });
    case '502':
      throw new Refusal(502, { html: true });
  }
}
