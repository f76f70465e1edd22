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

  async function heard<T>(call: () => Promise<T>, errorsIn: (outcome: T) => readonly AppError[]): Promise<T> {
    if (question) await question;
    const outcome = await call();
    const doubtful = errorsIn(outcome).some(({ remedy }) => DOUBTFUL.has(remedy));
    if (doubtful && !gone && !signal.aborted) await (question ??= ask());
    return outcome;
  }

  const one = <T>(call: () => Promise<Result<T>>): Promise<Result<T>> => heard(call, (result) => errorsOf([result]));

  return {
    ...client,
    get: (...call) => one(() => client.get(...call)),
    post: (...call) => one(() => client.post(...call)),
    put: (...call) => one(() => client.put(...call)),
    delete: (...call) => one(() => client.delete(...call)),
    getMany: (...call) => heard(() => client.getMany(...call), errorsOf),
    getRaw: (...call) => one(() => client.getRaw(...call)),
    getBytes: (...call) => one(() => client.getBytes(...call)),
  };
}

function errorsOf(results: readonly Result<unknown>[]): AppError[] {
  return results.flatMap((result) => (result.ok ? [] : [result.error]));
}
