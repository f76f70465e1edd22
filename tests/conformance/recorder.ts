/** A client that keeps what it sends, and is answered as a test likes. */
import type { HttpOutcome, HttpRequest } from '../../main/core/ports.ts';
import { ok } from '../../main/core/result.ts';
import type { Tickets } from '../../main/core/ucwa/client/tickets.ts';
import { createClient } from '../../main/core/ucwa/index.ts';
import type { Medium, UcwaClient } from '../../main/core/ucwa/index.ts';
import { fakeClock, fakeLogger, json } from '../../main/core/ucwa/testing.ts';

const tickets: Tickets = { current: async () => ok('ticket'), renew: async () => ok(null) };

/** A client for the host of `base` that keeps what it sends. */
export function recorder(
  base: string,
  medium: Medium,
  answer: (request: HttpRequest) => HttpOutcome = () => json(204),
): { readonly client: UcwaClient; readonly requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const client = createClient({
    http: {
      async send(request) {
        requests.push(request);
        return answer(request);
      },
    },
    clock: fakeClock(),
    logger: fakeLogger(),
    userAgent: 'Rollcall/test',
    tickets,
    base,
    allowedOrigins: [],
    medium,
  });
  return { client, requests };
}
