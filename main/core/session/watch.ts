/** Hears from every answer the features get whether the application is said to be gone, and asks it (PROTOCOL 4.5, 15.3). */
import type { AppError, Remedy, Result } from '../result.ts';
import type { UcwaClient } from '../ucwa/index.ts';

/** What is said of an application that is gone; an expired subscription answers alike. */
const DOUBTFUL: ReadonlySet<Remedy> = new Set<Remedy>(['recreate', 'verify']);

/**
 * The client for the features of one application. When an answer makes the application doubtful it is asked itself, and
 * until that is known nobody asks it for anything else. `onGone`: it says so itself.
 */
export function watched(
  client: UcwaClient,
  href: string,
  signal: AbortSignal,
  onGone: (error: AppError) => void,
): UcwaClient {
  let question: Promise<void> | null = null;
  let gone = false;

  async function ask(): Promise<void> {
    const answer = await client.get(href, { signal });
    question = null;
    if (answer.ok || !DOUBTFUL.has(answer.error.remedy) || gone) return;
    gone = true;
    onGone(answer.error);
  }

  async function heard<T extends Result<unknown> | Result<unknown>[]>(call: () => Promise<T>): Promise<T> {
    if (question) await question;
    const outcome = await call();
    const results = Array.isArray(outcome) ? outcome : [outcome];
    const doubtful = results.some((result) => !result.ok && DOUBTFUL.has(result.error.remedy));
    if (doubtful && !gone && !signal.aborted) await (question ??= ask());
    return outcome;
  }

  return {
    ...client,
    get: (...call) => heard(() => client.get(...call)),
    post: (...call) => heard(() => client.post(...call)),
    put: (...call) => heard(() => client.put(...call)),
    delete: (...call) => heard(() => client.delete(...call)),
    getMany: (...call) => heard(() => client.getMany(...call)),
    getRaw: (...call) => heard(() => client.getRaw(...call)),
    getBytes: (...call) => heard(() => client.getBytes(...call)),
  };
}
