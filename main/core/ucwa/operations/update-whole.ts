/** Changing a resource that is written whole: read, change, write back, and again when somebody was faster. */
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Link, UcwaClient } from '../types.ts';
import { REVISION_2 } from './operation.ts';
import type { OperationOptions } from './operation.ts';

const TRIES = 3;

/**
 * GET and PUT of a revision 2 resource with every property as it came, unknown ones and the guard included, but for the
 * changes; If-Match names what was read (PROTOCOL 5.5). 412 reads again and lays the changes over what is there now,
 * three times at most, then fails for good. Nothing is written when all is as wished.
 */
export async function updateWhole(
  client: UcwaClient,
  target: Link,
  changes: Readonly<Record<string, string>>,
  options: OperationOptions,
): Promise<Result<null>> {
  const revision = { ...REVISION_2, ...options };
  for (let tries = 1; ; tries += 1) {
    const read = await client.getRaw(target.href, revision);
    if (!read.ok) return read;
    const { body, etag } = read.value;
    if (Object.entries(changes).every(([name, value]) => body[name] === value)) return ok(null);
    const condition = etag === null ? {} : { ifMatch: etag };
    const written = await client.put(target.href, { ...body, ...changes }, { ...revision, ...condition });
    if (written.ok) return ok(null);
    if (written.error.status !== 412) return written;
    if (tries >= TRIES) return fail({ ...written.error, retryable: false });
  }
}
