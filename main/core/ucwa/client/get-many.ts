/** Reading many resources with few requests (PROTOCOL 16). A part fails alone; 429 makes the batches smaller. */
import type { Clock, HttpResponse, Logger } from '../../ports.ts';
import { appError, fail } from '../../result.ts';
import type { AppError, Result } from '../../result.ts';
import { BATCH_TYPE, readBatch, writeBatch } from '../media/batch.ts';
import { cancelled } from '../errors/errors.ts';
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
  readonly read: (response: HttpResponse, from: Pick<Exchanged, 'host' | 'correlationId'>) => Result<Answer>;
}

const MAX_PARTS = 20;
const MAX_BATCHES_IN_FLIGHT = 2;
const MAX_GETS_IN_FLIGHT = 4;
/** How often in a row the server may say that it is too much; 20 parts are halved down to one in five steps. */
const MAX_REFUSALS = 8;
const FIRST_WAIT_MS = 1000;
/** A longer wait is not ours to sit out: the caller gets the error with the server's wish in it. */
const LONGEST_WAIT_MS = 60_000;

/** One wanted resource: its place in the result, and its URL. */
interface Wanted {
  readonly index: number;
  readonly url: string;
}

/** What the batches of one call share: a refusal of one holds back all of them and makes all of them smaller. */
interface Run {
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
      else if (batchOrigin === null || originOf(url.value) !== batchOrigin) single.push({ index, url: url.value });
      else batched.push({ index, url: url.value });
    });

    const run: Run = { results, signal, rest: Promise.resolve(), size: MAX_PARTS, refusals: 0, given: null };
    const jobs = chunksOf(batched, MAX_PARTS);
    await Promise.all([
      inParallel(single, MAX_GETS_IN_FLIGHT, async ({ index, url }) => {
        results.set(index, await options.get(url, signal));
      }),
      inParallel(jobs, MAX_BATCHES_IN_FLIGHT, async (wanted) => {
        if (batchUrl !== null) jobs.unshift(...(await sendBatch(wanted, batchUrl.value, run)));
      }),
    ]);
    return hrefs.map((_, index) => results.get(index) ?? fail(missing()));
  };

  /** Sends one batch and notes its results; gives back what is to be tried again. */
  async function sendBatch(wanted: readonly Wanted[], batchUrl: string, run: Run): Promise<Wanted[][]> {
    const { results, signal } = run;
    const failAll = (error: AppError): Wanted[][] => {
      for (const { index } of wanted) results.set(index, fail(error));
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
    const exchanged = await options.post(batchUrl, { type: contentType, body }, BATCH_TYPE, signal);
    if (!exchanged.ok) {
      const { error } = exchanged;
      if (error.code !== 'ucwa.tooManyRequests') return failAll(error);
      const waitMs = error.retryAfterMs ?? FIRST_WAIT_MS * 2 ** run.refusals;
      run.refusals += 1;
      if (run.refusals >= MAX_REFUSALS || waitMs > LONGEST_WAIT_MS) {
        run.given = error;
        return failAll(error);
      }
      options.logger.log('info', 'batch refused as too much', { parts: wanted.length, waitMs });
      const [before, pause] = [run.rest, wait(options.clock, waitMs, signal)];
      run.rest = before.then(() => pause);
      run.size = Math.min(run.size, Math.ceil(wanted.length / 2));
      return chunksOf(wanted, run.size);
    }
    run.refusals = 0;
    const { response } = exchanged.value;
    const parts = readBatch(response.body, contentTypeOf(response));
    if (!parts.ok) return failAll({ ...unplaced(parts.error), status: response.status, host: exchanged.value.host });
    const answers = parts.value.map((part) =>
      part === null ? fail(missing(exchanged.value)) : options.read(part, exchanged.value),
    );
    wanted.forEach(({ index, url }, place) => {
      const answer = answers.length === wanted.length ? answers[place] : answers.find((one) => isAbout(one, url));
      results.set(index, answer ?? fail(missing(exchanged.value)));
    });
    return [];
  }
}

/** Where parts are missing, order tells nothing: only what names itself can be told apart. */
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
