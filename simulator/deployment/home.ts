/** Which of the pools the user lives on, and what the other one says to somebody who does not (PROTOCOL 2.4, 6.1). */
import { applicationNotFound, Refusal } from '../http/refusal.ts';
import type { SimRequest } from '../http/message.ts';
import { APPLICATIONS_PATH } from '../application/application.ts';
import type { World } from '../world.ts';
import type { Place, PoolId } from './topology.ts';

export class Home {
  #pool: PoolId = 'a';

  get pool(): PoolId {
    return this.#pool;
  }

  get key(): 'pool' | 'poolB' {
    return this.#pool === 'a' ? 'pool' : 'poolB';
  }

  isAt(place: Place): boolean {
    return place.pool === 'home' || place.pool === this.#pool;
  }

  move(pool: PoolId): void {
    this.#pool = pool;
  }
}

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
