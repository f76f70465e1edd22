/**
 * Hears from every answer the features get whether the application may be gone, or its user not let in any more, and
 * asks the application itself (PROTOCOL 4.5, 15.3).
 */
import { fail, type AppError, type Result } from '../result.ts';
import type { UcwaClient } from '../ucwa/index.ts';
import type { Application } from './application.ts';
import { isDoubtful, isRefused } from './courses.ts';

/**
 * The client for the features of one application. When an answer makes the application doubtful it is asked itself.
 * Until it has answered nobody asks it for anything else: calls fail with what became of the question, which is put
 * again before the next one; and so does `doubt`. `onLost`: it says itself that it is over.
 */
export function watched(
  client: UcwaClient,
  href: string,
  signal: AbortSignal,
  onLost: (error: AppError) => void,
): Pick<Application, 'client' | 'doubt'> {
  let question: Promise<void> | null = null;
  let doubt: AppError | null = null;
  let lost: AppError | null = null;

  async function ask(): Promise<void> {
    const answer = await client.get(href, { signal });
    question = null;
    doubt = answer.ok ? null : answer.error;
    if (answer.ok || lost || !isDoubtful(answer.error)) return;
    lost = answer.error;
    onLost(answer.error);
  }

  /** Waits for an answer to what is in doubt; null: nothing is, or nothing will change it. */
  function settled(): Promise<void> | null {
    if (lost || (!question && !doubt)) return null;
    return (question ??= ask());
  }

  async function heard<T>(
    call: () => Promise<T>,
    errorsIn: (outcome: T) => readonly AppError[],
    refuse: (error: AppError) => T,
  ): Promise<T> {
    const open = settled();
    if (open) await open;
    if (doubt) return refuse(doubt);
    const outcome = await call();
    const errors = errorsIn(outcome).filter(isDoubtful);
    if (errors.length === 0 || lost || signal.aborted) return outcome;
    doubt ??= errors[0] ?? null;
    await (question ??= ask());
    if (lost) return outcome;
    if (doubt) return refuse(doubt);
    // It lets us in: what was refused was not carried out, and may have been refused by somebody on the way.
    return errors.some(isRefused) ? call() : outcome;
  }

  const one = <T>(call: () => Promise<Result<T>>): Promise<Result<T>> =>
    heard(call, (result) => errorsOf([result]), fail);

  const features: UcwaClient = {
    ...client,
    get: (...call) => one(() => client.get(...call)),
    post: (...call) => one(() => client.post(...call)),
    put: (...call) => one(() => client.put(...call)),
    // The farewell is said in any case.
    delete: (...call) => (call[0] === href ? client.delete(...call) : one(() => client.delete(...call))),
    getMany: (...call) =>
      heard(
        () => client.getMany(...call),
        errorsOf,
        (error) => call[1].map(() => fail(error)),
      ),
    getRaw: (...call) => one(() => client.getRaw(...call)),
    getBytes: (...call) => one(() => client.getBytes(...call)),
  };
  return { client: features, doubt: () => settled()?.then(() => doubt) ?? null };
}

function errorsOf(results: readonly Result<unknown>[]): AppError[] {
  return results.flatMap((result) => (result.ok ? [] : [result.error]));
}
