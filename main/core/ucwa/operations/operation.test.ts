import { describe, expect, test, vi } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, noAnswer, refusal, resource } from '../../testing/client.ts';
import {
  doneBy,
  isAlreadyExists,
  isLimitExceeded,
  isNotFound,
  isTooMuch,
  linkTo,
  modelIn,
  modelOrNone,
  modelsOf,
  modelUnlessSame,
  selfLink,
} from './operation.ts';

const named = resource('x', '/x', { properties: { name: 'X' } });
const answer = (status: number, body: typeof named | null) => ok({ status, resource: body, etag: null });
const name = ({ properties }: typeof named) => (typeof properties['name'] === 'string' ? properties['name'] : null);
const INCOMPLETE = { ok: false, error: { code: 'ucwa.unexpected', retryable: true } };

describe('the model in an answer', () => {
  test('is read', () => {
    expect(modelIn(answer(200, named), name)).toEqual(ok('X'));
    expect(modelOrNone(answer(201, named), name)).toEqual(ok('X'));
    expect(modelUnlessSame(answer(200, named), name)).toEqual(ok({ notModified: false, value: 'X' }));
  });

  test('without a body: missed where it is needed, none where it may be missing', () => {
    expect(modelIn(answer(200, null), name)).toMatchObject(INCOMPLETE);
    expect(modelUnlessSame(answer(200, null), name)).toMatchObject(INCOMPLETE);
    expect(modelOrNone(answer(204, null), name)).toEqual(ok(null));
  });

  test('a body that lacks what is needed is like none', () => {
    expect(modelIn(answer(200, resource('x', '/x')), name)).toMatchObject(INCOMPLETE);
    expect(modelOrNone(answer(200, resource('x', '/x')), name)).toEqual(ok(null));
  });

  test('304 is no failure', () => {
    expect(modelUnlessSame(answer(304, null), name)).toEqual(ok({ notModified: true }));
  });

  test('a refusal is handed on as it is', () => {
    const refused = { ok: false, error: refusal(403) } as const;
    expect(modelIn(refused, name)).toBe(refused);
    expect(modelOrNone(refused, name)).toBe(refused);
    expect(modelUnlessSame(refused, name)).toBe(refused);
    expect(doneBy(refused)).toBe(refused);
    expect(doneBy(answer(204, named))).toEqual(ok(null));
  });
});

test('many: in the order of the links, each failing alone, none asked for none', async () => {
  const client = fakeClient();
  client.on('GET /a?x=%3d', named);
  client.on('GET /b', refusal(404));
  client.on('GET /c', null);
  const { signal } = new AbortController();
  const asked = vi.spyOn(client, 'getMany');
  const links = ['/a?x=%3d', '/b', '/c'].map(linkTo);
  expect(await modelsOf(client, linkTo('/batch'), links, name, { signal })).toMatchObject([
    ok('X'),
    { ok: false, error: { status: 404 } },
    ok(null),
  ]);
  expect(asked.mock.calls).toEqual([['/batch', ['/a?x=%3d', '/b', '/c'], { signal }]]);
  expect(client.calls.every(({ options }) => options.signal === signal)).toBe(true);
  expect(await modelsOf(client, null, [], name, {})).toEqual([]);
  expect(asked).toHaveBeenCalledTimes(1);
  await modelsOf(client, null, [linkTo('/c')], name, {});
  expect(asked).toHaveBeenLastCalledWith(null, ['/c'], {});
});

test('links to what has none', () => {
  expect(linkTo('/people/a@x?y=%3D')).toEqual({ href: '/people/a@x?y=%3D', title: null, revision: 1 });
  expect(selfLink(resource('group', '/g', { revision: 2 }))).toEqual({ href: '/g', title: null, revision: 2 });
  expect(selfLink(resource('group', null))).toBeNull();
});

test('errors that a caller may take for something else', () => {
  expect(isAlreadyExists(refusal(409, 'AlreadyExists'))).toBe(true);
  expect(isAlreadyExists(refusal(409))).toBe(false);
  expect(isNotFound(refusal(404))).toBe(true);
  expect(isNotFound(noAnswer())).toBe(false);
  expect(isLimitExceeded(refusal(403, 'LimitExceeded'))).toBe(true);
  expect(isLimitExceeded(refusal(409, 'LimitExceeded'))).toBe(true);
  expect(isLimitExceeded(refusal(403))).toBe(false);
  expect([refusal(403, 'LimitExceeded'), refusal(413), refusal(403)].map(isTooMuch)).toEqual([true, true, false]);
});
