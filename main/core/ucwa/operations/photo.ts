/** photo and contactPhoto: a JPEG (PROTOCOL 8.4, 13.1). Never inside a batch. */
import { appError, fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Link, UcwaClient } from '../types.ts';
import type { Conditional, OperationOptions } from './operation.ts';

/** Ten times what the largest documented photo has. */
const MAX_BYTES = 1024 * 1024;
/** What every JPEG begins with. */
const JPEG = [0xff, 0xd8, 0xff];

/** A photo. */
export interface PhotoModel {
  /** A JPEG, checked by its first bytes. */
  readonly bytes: Uint8Array;
  readonly etag: string | null;
}

/** Which photo. */
export interface PhotoInput {
  /** Width and height in pixels; 48 unless given. The server sends a smaller one where this size is not there. */
  readonly side?: number;
  /** Of what is known already; then the answer may be `notModified`. */
  readonly etag?: string | null;
}

/**
 * GET photo or contactPhoto, by that link of me or of a contact; the link is there whether or not there is a photo.
 * The value is null where the answer is empty, 404 says the same. 403: photos are switched off; 504: the server did not
 * get it in time. What is no JPEG, or larger than 1 MiB, is `ucwa.unexpected`.
 */
export async function getPhoto(
  client: UcwaClient,
  photo: Link,
  { side, etag = null }: PhotoInput = {},
  options: OperationOptions = {},
): Promise<Result<Conditional<PhotoModel | null>>> {
  const answer = await client.getBytes(photo.href, {
    accept: 'image/jpeg',
    maxBytes: MAX_BYTES,
    ...(side === undefined ? {} : { query: { size: `HR${side}X${side}` } }),
    ...(etag === null ? {} : { ifNoneMatch: etag }),
    ...options,
  });
  if (!answer.ok) return answer;
  const { status, bytes } = answer.value;
  if (status === 304) return ok({ notModified: true });
  if (bytes.length === 0) return ok({ notModified: false, value: null });
  if (!JPEG.every((byte, index) => bytes[index] === byte)) {
    return fail(appError('ucwa.unexpected', 'The server sent something that is no photo.', { status }));
  }
  return ok({ notModified: false, value: { bytes, etag: answer.value.etag } });
}
