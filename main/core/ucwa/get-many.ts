/** Reading many resources with few requests (PROTOCOL 16). A part fails alone; 429 makes the batches smaller. */
import type { Clock, HttpResponse, Logger } from '../ports.ts';
import { appError, fail } from '../result.ts';
import type { AppError, Result } from '../result.ts';
import { BATCH_TYPE, readBatch, writeBatch } from './batch.ts';
import { cancelled } from './errors.ts';
import type { Exchanged } from './exchange.ts';
import { contentTypeOf } from './headers.ts';
import { originOf, sameHref } from './href.ts';
import type { Answer, UcwaClient } from './types.ts';
import { wait } from './wait.ts';

/** What reading many needs of the client. */
export interface GetManyOptions {
  readonly clock: Clock;
  readonly logger: Logger;
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
/** How often one chunk may be refused for being too much; 20 parts are halved down to one in five steps. */
const MAX_REFUSALS = 6;
const FIRST_WAIT_MS = 1000;
/** A longer wait is not ours to sit out: the caller gets the error with the server's wish in it. */
const LONGEST_WAIT_MS = 60_000;

/** One wanted resource: its place in the result, and its URL. */
interface Wanted {
  readonly index: number;
  readonly url: string;
}

interface Chunk {
  readonly wanted: readonly Wanted[];
  readonly refusals: number;
}

/** What the batches of one call share. */
interface Run {
  readonly results: Map<number, Result<Answer>>;
  readonly rest: { over: Promise<void> };
  readonly signal: AbortSignal | undefined;
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
      else
        (batchOrigin !== null && originOf(url.value) === batchOrigin ? batched : single).push({
          index,
          url: url.value,
        });
    });

    /** Over when the server may be asked again: a refusal of one batch holds back all of them. */
    const rest = { over: Promise.resolve() };
    const jobs = chunksOf(batched, MAX_PARTS).map((wanted): Chunk => ({ wanted, refusals: 0 }));
    await Promise.all([
      inParallel(single, MAX_GETS_IN_FLIGHT, async ({ index, url }) => {
        results.set(index, await options.get(url, signal));
      }),
      inParallel(jobs, MAX_BATCHES_IN_FLIGHT, async (chunk) => {
        if (batchUrl !== null) jobs.unshift(...(await runChunk(chunk, batchUrl.value, { results, rest, signal })));
      }),
    ]);
    return hrefs.map((_, index) => results.get(index) ?? fail(missing()));
  };

  /** Sends one batch and notes its results; gives back what is to be tried again. */
  async function runChunk(
    { wanted, refusals }: Chunk,
    batchUrl: string,
    { results, rest, signal }: Run,
  ): Promise<Chunk[]> {
    const failAll = (error: AppError): Chunk[] => {
      for (const { index } of wanted) results.set(index, fail(error));
      return [];
    };
    await rest.over;
    if (signal?.aborted === true) return failAll(cancelled());
    const { contentType, body } = writeBatch(
      wanted.map(({ url }) => url),
      options.clock.uuid(),
    );
    const exchanged = await options.post(batchUrl, { type: contentType, body }, BATCH_TYPE, signal);
    if (!exchanged.ok) {
      const { error } = exchanged;
      const waitMs = error.retryAfterMs ?? FIRST_WAIT_MS * 2 ** refusals;
      if (error.code !== 'ucwa.tooManyRequests' || refusals + 1 >= MAX_REFUSALS || waitMs > LONGEST_WAIT_MS) {
        return failAll(error);
      }
      options.logger.log('info', 'batch refused as too much', { parts: wanted.length, waitMs });
      const [before, pause] = [rest.over, wait(options.clock, waitMs, signal)];
      rest.over = before.then(() => pause);
      const half = Math.ceil(wanted.length / 2);
      return chunksOf(wanted, half).map((part) => ({ wanted: part, refusals: refusals + 1 }));
    }
    const { response } = exchanged.value;
    const parts = readBatch(response.body, contentTypeOf(response));
    if (!parts.ok) return failAll({ ...parts.error, status: response.status, host: exchanged.value.host });
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
