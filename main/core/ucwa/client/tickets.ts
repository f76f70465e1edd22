/** Where the client gets the tickets it sends; `sign-in` implements it (PROTOCOL 3). */
import type { HttpResponse } from '../../ports.ts';
import type { Result } from '../../result.ts';

export interface Tickets {
  /**
   * The ticket to send to a URL, renewed when 80 % of its life is over; null as long as the URL's origin has not
   * challenged us (then ask without one). A known wrong password fails without asking the server again.
   */
  current(url: string, signal?: AbortSignal): Promise<Result<string | null>>;
  /**
   * Another ticket after a refusal. `used`: the ticket that was refused, null when none was sent; a ticket that somebody
   * else has got meanwhile is given without a request. Null: this origin has not said where tickets are had.
   */
  renew(url: string, refused: HttpResponse, used: string | null, signal?: AbortSignal): Promise<Result<string | null>>;
}
