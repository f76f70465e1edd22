/**
 * The same server without sockets and without a time of its own: requests are handed in, and the caller's clock is the
 * only one. Thousands of runs fit into the time that one TLS server takes to start.
 */
import { assemble } from './assemble.ts';
import type { Clock } from './clock.ts';
import { createControl, type Control } from './control/control.ts';
import { hostOf } from './http/host.ts';
import { parseTarget, type SimRequest } from './http/message.ts';
import { answer } from './http/pipeline.ts';
import { renderAnswer } from './http/render.ts';
import { complete, type SimulatorOptions } from './options.ts';

/** A request as a client would send it. */
export interface HandedIn {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** When the client sent it (ms), where it took its time on the way; default: now. */
  readonly sentAt?: number;
}

export interface HandedOut {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Record<string, string[]>;
  readonly body: Uint8Array;
}

export interface OfflineSimulator {
  readonly address: string;
  readonly password: string;
  readonly control: Control;
  /**
   * Answers a request; null: the connection was broken instead, or nobody lives at that name. `onGone` is handed what
   * is to be run when the client does not wait any longer.
   */
  answer(request: HandedIn, onGone: (task: () => void) => void): Promise<HandedOut | null>;
}

/** Makes a server on a clock of the caller's. Throws a RangeError for options that do not fit. */
export function createOfflineSimulator(options: SimulatorOptions, clock: Clock): OfflineSimulator {
  const full = complete({ ...options, clock: 'driven' });
  const world = assemble(full, clock, () => clock.now());
  const connection = {};
  return {
    address: world.account.address,
    password: full.password,
    control: createControl(world, full.seed),
    async answer({ method, url, headers, body, sentAt }, onGone) {
      const target = new URL(url);
      const ports = { secure: 443, plain: 80 };
      const host = hostOf(target.host, target.protocol === 'https:', world.topology, ports);
      if (!host) return null;
      const arrivedAt = clock.now();
      const bytes = Buffer.from(body ?? '');
      const request: SimRequest = {
        // As it was sent: a URL object brings paths and ports into a form of its own.
        ...parseTarget(url.replace(/^https?:\/\/[^/?]+/i, '')),
        method,
        host,
        headers: { ...headers, host: target.host, 'content-length': String(bytes.length) },
        body: bytes,
        inBatch: false,
        connection,
        arrivedAt,
        sentAt: sentAt ?? arrivedAt,
        onClosed: onGone,
      };
      const kind = request.path.endsWith('/events') ? `${request.path}?${request.rawQuery}` : request.path;
      world.strictness.pace(`${method} ${kind}`, arrivedAt, world.knobs.rateLimit);
      const reply = await answer(request, world);
      reply.afterwards?.();
      if (reply.cut) return null;
      const rendered = renderAnswer(reply, request, world);
      return {
        status: rendered.status,
        headers: Object.fromEntries(
          Object.entries(rendered.headers).map(([name, value]) => [
            name.toLowerCase(),
            typeof value === 'string' ? [value] : [...value],
          ]),
        ),
        body: new Uint8Array(rendered.body),
      };
    },
  };
}
