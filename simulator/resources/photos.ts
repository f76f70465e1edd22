/** photo and contactPhoto: one resource under the address (PROTOCOL 8.4, 13.1). */
import { createHash } from 'node:crypto';
import { keyOf } from '../directory/truth.ts';
import { etagFor } from '../http/conditional.ts';
import { Refusal } from '../http/refusal.ts';
import type { Call, Route } from '../http/router.ts';
import type { World } from '../world.ts';
import { flatJpeg } from './jpeg.ts';

/** Sides in pixels, smallest first. Of a size that is not there the next smaller one is sent. */
const SIDES = [48, 64, 96, 120, 240, 360, 432, 504, 648];
const SMALLEST = 48;
const LIFE_MS = 86_400_000;

function photo(call: Call) {
  const { request, world, params } = call;
  if (request.inBatch) {
    world.strictness.record('photoInBatch', 'GET photo');
    throw new Refusal(400, { message: 'A photo cannot be part of a batch.' });
  }
  const side = sideOf(call);
  const address = keyOf(params['address'] ?? '');
  // Everybody has the link, whether or not there is a picture behind it.
  if (!hasPhoto(address, world)) throw new Refusal(404);
  const [luma = 0, blue = 0, red = 0] = createHash('sha256').update(address).digest();
  const body = flatJpeg(side, { luma: 80 + (luma % 96), blue: 80 + (blue % 96), red: 80 + (red % 96) });
  return {
    status: 200,
    headers: { 'Cache-Control': 'private', Expires: new Date(world.clock.now() + LIFE_MS).toUTCString() },
    raw: { type: 'image/jpeg', body, etag: etagFor([address, side]) },
  };
}

/** `HR48X48` and the like, height first. */
function sideOf(call: Call): number {
  const given = call.input();
  const size = given.text('size');
  if (size === null) return SMALLEST;
  const [, height, width] = /^HR(\d{1,4})X(\d{1,4})$/i.exec(size) ?? [];
  if (height === undefined || width === undefined) throw given.refuse('size', 'must be like HR48X48');
  const wanted = Math.min(Number(height), Number(width));
  return SIDES.findLast((side) => side <= wanted) ?? SMALLEST;
}

/** Other companies do not show theirs. */
function hasPhoto(address: string, { directory, knobs }: World): boolean {
  if (knobs.noPhotos) return false;
  return address === keyOf(directory.me.address) || directory.person(address)?.sourceNetwork === 'SameEnterprise';
}

export const photoRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/photos/:address', ok: 200, media: 'image/jpeg', handle: photo },
];
