/** Conditional requests (PROTOCOL 5.5). */
import { crc32 } from 'node:zlib';
import type { Input } from './input.ts';
import { badParameter, Refusal } from './refusal.ts';
import type { Call } from './router.ts';

/** The names of the properties that a PUT must send back. */
export const GROUP_GUARD = '7e0f2b6c-3d51-4c8a-9b1e-5a6f0d2c4e88';
export const COMMUNICATION_GUARD = 'fd0d277b-4d05-448f-9950-383fac2370d6';
export const PRIVACY_GUARD = '2b9d4c10-68e7-4f35-8a0c-91d7e3b5f624';
export const GUARD_VALUE = 'please pass this in a PUT request';

/** A decimal version tag for anything that JSON can write. */
export function etagFor(value: unknown): string {
  return String(crc32(JSON.stringify(value)));
}

/** Whether a header of If-None-Match or If-Match names this tag; weak, quoted and bare forms count. */
export function namesTag(header: string, etag: string): boolean {
  return header.split(',').some((part) => {
    const tag = part
      .trim()
      .replace(/^W\//i, '')
      .replace(/^"(.*)"$/, '$1');
    return tag === '*' || tag === etag;
  });
}

/** What a PUT brings: 428 without If-Match, 412 with a stale one, 400 without the guard property. */
export function requirePut({ request, world, input }: Call, etag: string, guard: string, what: string): Input {
  const header = request.headers['if-match'];
  if (header === undefined) {
    world.strictness.record('putWithoutIfMatch', what);
    throw new Refusal(428);
  }
  if (!namesTag(header, etag)) throw new Refusal(412);
  const given = input();
  if (given.hasInBody(guard) && given.raw(guard) === GUARD_VALUE) return given;
  world.strictness.record('putWithoutGuard', what);
  throw badParameter(guard, 'is required as it was read');
}
