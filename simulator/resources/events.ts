/** The events resource: the long poll (PROTOCOL 7.1). */
import { setImmediate as turn } from 'node:timers/promises';
import type { PollOutcome } from '../channel/channel.ts';
import type { Reply } from '../http/message.ts';
import { Refusal } from '../http/refusal.ts';
import type { Call, Route } from '../http/router.ts';

const HOLD_S = { min: 5, max: 1800 };
const TIMEOUT_S = { min: 180, max: 1800 };
const ANY_INTEGER = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };

async function poll(call: Call): Promise<Reply> {
  const { request, application, world } = call;
  if (request.inBatch) {
    world.strictness.record('eventsInBatch', 'GET events');
    throw new Refusal(400, { message: 'The event channel cannot be part of a batch.' });
  }
  const given = call.input();
  const ack = given.integer('ack', ANY_INTEGER);
  if (ack === null) {
    world.strictness.record('changedAck', 'GET events without ack');
    throw given.missing('ack');
  }
  const wanted = {
    ack,
    priority: given.integer('priority', ANY_INTEGER) ?? 0,
    low: given.integer('low', HOLD_S),
    medium: given.integer('medium', HOLD_S),
    timeout: given.integer('timeout', TIMEOUT_S),
  };
  if (application.channel.parked) {
    // A client that has just broken its old connection is not at fault: let the news of it arrive first.
    await turn();
    await turn();
    if (application.channel.parked) world.strictness.record('twoPolls', `ack=${ack}`);
  }
  const cancelCut = world.knobs.cutParkedOnExpiry
    ? world.clock.after(call.ticket.expiresAt - world.clock.now(), () => application.channel.cut())
    : () => undefined;
  const outcome = await new Promise<PollOutcome>((resolve) => {
    const abandon = application.channel.poll(wanted, resolve);
    request.onClosed(() => {
      abandon();
      resolve({ cut: true });
    });
  });
  cancelCut();
  if ('package' in outcome) return { status: 200, document: { kind: 'events', package: outcome.package } };
  if ('refusal' in outcome) throw outcome.refusal;
  return { status: 0, cut: true };
}

export const eventRoutes: readonly Route[] = [{ method: 'GET', pattern: '/events', ok: 200, handle: poll }];
