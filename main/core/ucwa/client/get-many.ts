/**
 * Reading many resources with few requests (PROTOCOL 16). A part fails alone; a part that refuses the ticket is repeated
 * with another one, and 429, of a batch or of a part, makes the batches smaller. A batch whose answer is too large is
 * asked for again in halves.
 */
import type { Clock, HttpResponse, Logger } from '../../ports.ts';
import { appError, fail } from '../../result.ts';
import type { AppError, Result } from '../../result.ts';
import { BATCH_TYPE, readBatch, writeBatch } from '../media/batch.ts';
import { cancelled, isTicketRefused } from '../errors/errors.ts';
import type { Exchanged } from './exchange.ts';
import { contentTypeOf } from './headers.ts';
import { originOf, sameHref } from './href.ts';
import { unplaced } from '../media/misread.ts';
import type { Answer, UcwaClient } from '../types.ts';
import { wait } from './wait.ts';

/** What reading many needs of the client. */
export interface GetManyOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** What the parts ask for. */
  readonly accept: string;
  readonly resolve: (href: string) => Result<string>;
  readonly get: (href: string, signal: AbortSignal | undefined) => Promise<Result<Answer>>;
  readonly post: (
    href: string,
    content: { type: string; body: string },
    accept: string,
    signal: AbortSignal | undefined,
  ) => Promise<Result<Exchanged>>;
  /** Renews the ticket that a part refused; false: this host has not said where tickets are had. */
  readonly renew: (
    url: string,
    refused: HttpResponse,
    ticket: string | null,
    signal: AbortSignal | undefined,
  ) => Promise<Result<boolean>>;
  readonly read: (response: HttpResponse, from: Pick<Exchanged, 'host' | 'correlationId'>) => Result<Answer>;
}

const MAX_PARTS = 20;
const MAX_BATCHES_IN_FLIGHT = 2;
const MAX_GETS_IN_FLIGHT = 4;
/** How often in a row the server may say that it is too much; 20 parts are halved down to one in five steps. */
const MAX_REFUSALS = 8;
/** How often a part may be put off by an answer of its own. */
const MAX_PUT_OFFS = 3;
/** Statuses of a part that ask for patience. */
const BUSY: ReadonlySet<number> = new Set([429, 503]);
const FIRST_WAIT_MS = 1000;
/** A longer wait is not ours to sit out: the caller gets the error with the server's wish in it. */
const LONGEST_WAIT_MS = 60_000;

/** Null: it could not be read. */
type Part = HttpResponse | null;

/** One wanted resource: its place in the result, its URL, and how often its part was put off. */
interface Wanted {
  readonly index: number;
  readonly url: string;
  readonly putOff: number;
}

/** What the batches of one call share: a refusal of one holds back all of them and makes all of them smaller. */
interface Run {
  readonly batchUrl: string;
  /** The last word so far on each wanted resource. */
  readonly results: Map<number, Result<Answer>>;
  readonly signal: AbortSignal | undefined;
  /** Settles when the server may be asked again. */
  rest: Promise<void>;
  /** Parts that a batch may have. */
  size: number;
  /** Refusals since the last answer. */
  refusals: number;
  /** Why nothing more is sent. */
  given: AppError | null;
  /** The one renewal of the ticket, once a part refused that ticket: whether there is another one. */
  renewal: { readonly refused: string | null; readonly done: Promise<Result<boolean>> } | null;
}

export function createGetMany(options: GetManyOptions): UcwaClient['getMany'] {
  return async (batchHref, hrefs, callOptions = {}) => {
    const { signal } = callOptions;
    const results = new Map<number, Result<Answer>>();
    const single: Wanted[] = [];
    const batched: Wanted[] = [];
    const batchUrl = batchHref === null ? null : options.resolve(batchHref);
    if (batchUrl !== null && !batchUrl.ok) return hrefs.map(() => batchUrl);
    const batchOrigin = batchUrl === null ? null : originOf(batchUrl.value);
    hrefs.forEach((href, index) => {
      const url = options.resolve(href);
      if (!url.ok) results.set(index, url);
      else {
        const list = batchOrigin === null || originOf(url.value) !== batchOrigin ? single : batched;
        list.push({ index, url: url.value, putOff: 0 });
      }
    });

    const run: Run = {
      batchUrl: batchUrl?.value ?? '',
      results,
      signal,
      rest: Promise.resolve(),
      size: MAX_PARTS,
      refusals: 0,
      given: null,
      renewal: null,
    };
    const jobs = chunksOf(batched, MAX_PARTS);
    await Promise.all([
      inParallel(single, MAX_GETS_IN_FLIGHT, async ({ index, url }) => {
        results.set(index, await options.get(url, signal));
      }),
      inParallel(jobs, MAX_BATCHES_IN_FLIGHT, async (wanted) => {
        jobs.unshift(...(await sendBatch(wanted, run)));
      }),
    ]);
    return hrefs.map((_, index) => results.get(index) ?? fail(missing()));
  };

  /** Sends one batch and notes its results; gives back what is to be tried again. */
  async function sendBatch(wanted: readonly Wanted[], run: Run): Promise<Wanted[][]> {
    const { signal } = run;
    const failAll = (error: AppError): Wanted[][] => {
      note(run, wanted, error);
      return [];
    };
    await run.rest;
    if (signal?.aborted === true) return failAll(cancelled());
    if (run.given !== null) return failAll(run.given);
    if (wanted.length > run.size) return chunksOf(wanted, run.size);
    const { contentType, body } = writeBatch(
      wanted.map(({ url }) => url),
      options.clock.uuid(),
      options.accept,
    );
    const exchanged = await options.post(run.batchUrl, { type: contentType, body }, BATCH_TYPE, signal);
    if (!exchanged.ok) {
      const { error } = exchanged;
      if (error.code === 'ucwa.tooLarge') return halve(wanted, error, run);
      if (error.code !== 'ucwa.tooManyRequests') return failAll(error);
      const waitMs = error.retryAfterMs ?? FIRST_WAIT_MS * 2 ** run.refusals;
      run.refusals += 1;
      if (run.refusals >= MAX_REFUSALS || waitMs > LONGEST_WAIT_MS) {
        run.given = error;
        return failAll(error);
      }
      return slowDown(wanted, wanted, waitMs, run);
    }
    run.refusals = 0;
    const { response } = exchanged.value;
    const parts = readBatch(response.body, contentTypeOf(response));
    if (!parts.ok) {
      const error = { ...unplaced(parts.error), status: response.status, host: exchanged.value.host };
      return error.code === 'ucwa.tooLarge' ? halve(wanted, error, run) : failAll(error);
    }
    return parts.value.length === wanted.length
      ? settle(wanted, parts.value, exchanged.value, run)
      : settleByName(wanted, parts.value, exchanged.value, run);
  }

  /** The answer to all of these at once is too large; that of a single one stays so. */
  function halve(wanted: readonly Wanted[], error: AppError, run: Run): Wanted[][] {
    if (wanted.length > 1) return chunksOf(wanted, Math.ceil(wanted.length / 2));
    note(run, wanted, error);
    return [];
  }

  /** Notes what each part says, and gives back those that are worth another try. */
  async function settle(
    wanted: readonly Wanted[],
    parts: readonly Part[],
    exchanged: Exchanged,
    run: Run,
  ): Promise<Wanted[][]> {
    const refused: { one: Wanted; part: HttpResponse }[] = [];
    const busy: Wanted[] = [];
    let waitMs = 0;
    for (const [place, one] of wanted.entries()) {
      const part = parts[place] ?? null;
      const answer = readPart(part, exchanged);
      run.results.set(one.index, answer);
      if (part === null || answer.ok) continue;
      if (isTicketRefused(part)) {
        refused.push({ one, part });
      } else if (BUSY.has(part.status)) {
        const ownMs = answer.error.retryAfterMs ?? FIRST_WAIT_MS * 2 ** one.putOff;
        if (one.putOff >= MAX_PUT_OFFS || ownMs > LONGEST_WAIT_MS) continue;
        busy.push({ ...one, putOff: one.putOff + 1 });
        waitMs = Math.max(waitMs, ownMs);
      }
    }
    const later = busy.length === 0 ? [] : slowDown(busy, wanted, waitMs, run);
    const [first] = refused;
    if (first === undefined) return later;
    const again = refused.map(({ one }) => one);
    return [...(await renewTicket(again, first.part, exchanged, run)), ...later];
  }

  /** Where parts are missing, order tells nothing: only what names itself can be told apart. */
  function settleByName(wanted: readonly Wanted[], parts: readonly Part[], exchanged: Exchanged, run: Run): [] {
    const answers = parts.map((part) => readPart(part, exchanged));
    for (const { index, url } of wanted) {
      run.results.set(index, answers.find((one) => isAbout(one, url)) ?? fail(missing(exchanged)));
    }
    return [];
  }

  function readPart(part: Part, exchanged: Exchanged): Result<Answer> {
    return part === null ? fail(missing(exchanged)) : options.read(part, exchanged);
  }

  /** Holds back all batches for a while, and makes them smaller than `sent` was. */
  function slowDown(again: readonly Wanted[], sent: readonly Wanted[], waitMs: number, run: Run): Wanted[][] {
    options.logger.log('info', 'batch refused as too much', { parts: sent.length, refused: again.length, waitMs });
    const [before, pause] = [run.rest, wait(options.clock, waitMs, run.signal)];
    run.rest = before.then(() => pause);
    run.size = Math.min(run.size, Math.ceil(sent.length / 2));
    return chunksOf(again, run.size);
  }

  /**
   * Gets another ticket for the host (PROTOCOL 3.7) and gives the refused parts back to be repeated; one renewal serves
   * all batches. Parts that refuse the new ticket as well are not given back.
   */
  async function renewTicket(
    refused: Wanted[],
    refusal: HttpResponse,
    { ticket }: Exchanged,
    run: Run,
  ): Promise<Wanted[][]> {
    if (run.renewal !== null && run.renewal.refused !== ticket) return [];
    run.renewal ??= { refused: ticket, done: options.renew(run.batchUrl, refusal, ticket, run.signal) };
    const renewed = await run.renewal.done;
    if (!renewed.ok) note(run, refused, renewed.error);
    return renewed.ok && renewed.value ? [refused] : [];
  }
}

function note(run: Run, wanted: readonly Wanted[], error: AppError): void {
  for (const { index } of wanted) run.results.set(index, fail(error));
}

function isAbout(answer: Result<Answer>, url: string): boolean {
  const href = answer.ok ? (answer.value.resource?.href ?? null) : null;
  return href !== null && sameHref(href, url);
}

function missing(exchanged?: Exchanged): AppError {
  return appError('ucwa.unexpected', 'The server left one of several answers out.', {
    host: exchanged?.host ?? null,
    correlationId: exchanged?.correlationId ?? null,
    retryable: true,
  });
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}

/** Works off a queue, which may grow while it is worked off. */
async function inParallel<T>(queue: T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, queue.length) }, worker));
}
