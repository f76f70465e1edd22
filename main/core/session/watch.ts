/** Hears from every answer the features get whether the application is said to be gone (PROTOCOL 4.5, 15.3). */
import type { AppError, Remedy, Result } from '../result.ts';
import type { UcwaClient } from '../ucwa/index.ts';

/** An expired subscription answers alike: the application itself has to be asked before this is believed. */
const DOUBTFUL: ReadonlySet<Remedy> = new Set<Remedy>(['recreate', 'verify']);

/** The client, telling `onDoubt` of each refusal that makes the application doubtful; it changes nothing else. */
export function watched(client: UcwaClient, onDoubt: (error: AppError) => void): UcwaClient {
  function heard<T>(outcome: Result<T>): Result<T> {
    if (!outcome.ok && DOUBTFUL.has(outcome.error.remedy)) onDoubt(outcome.error);
    return outcome;
  }
  return {
    ...client,
    get: async (...call) => heard(await client.get(...call)),
    post: async (...call) => heard(await client.post(...call)),
    put: async (...call) => heard(await client.put(...call)),
    delete: async (...call) => heard(await client.delete(...call)),
    getMany: async (...call) => (await client.getMany(...call)).map(heard),
    getRaw: async (...call) => heard(await client.getRaw(...call)),
    getBytes: async (...call) => heard(await client.getBytes(...call)),
  };
}
