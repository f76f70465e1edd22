/** Which of the pools the user lives on. */
import type { Place, PoolId } from './topology.ts';

export class Home {
  #pool: PoolId = 'a';

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
