import { describe, expect, test } from 'vitest';
import { appError, fail, type AppError } from '../result.ts';
import { fakeClient, later, noAnswer, refusal, resource } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import type { Resource } from '../ucwa/index.ts';
import { watched } from './watch.ts';

const APPLICATION = '/applications/1';
const ASKED = `GET ${APPLICATION}`;
const denied = appError('auth.denied', 'No.');

function watch() {
  const client = fakeClient();
  const gone: AppError[] = [];
  const life = new AbortController();
  client.on(ASKED, resource('application', APPLICATION));
  client.on('GET /fine', resource('x', '/fine'));
  client.on('GET /gone', refusal(404, 'ApplicationNotFound'));
  const { client: made, doubt } = watched(client, APPLICATION, life.signal, (error) => gone.push(error));
  return { client, gone, life, made, doubt };
}

describe('a watched client', () => {
  test('passes answers and errors as they are; what is no doubt asks nothing', async () => {
    const { client, made } = watch();
    client.on('GET /missing', refusal(404));
    expect(await made.get('/fine')).toMatchObject({ ok: true, value: { resource: { href: '/fine' } } });
    expect(await made.get('/missing')).toMatchObject({ ok: false, error: { status: 404 } });
    expect(client.log).not.toContain(ASKED);
  });

  test.each([
    ['get', 'GET /gone'],
    ['put', 'PUT /gone'],
    ['post', 'POST /gone'],
    ['delete', 'DELETE /gone'],
    ['getRaw', 'GET /gone'],
  ] as const)('asks the application after a doubtful answer to %s; it lives: nothing happens', async (verb, key) => {
    const { client, made, gone } = watch();
    client.on(key, refusal(410, 'InactiveApplicationExpired'));
    expect(await made[verb]('/gone', {})).toMatchObject({ ok: false, error: { status: 410 } });
    expect(client.log).toEqual([key, ASKED]);
    expect(gone).toEqual([]);
  });

  test('tells once when the application says itself that it is gone', async () => {
    const { client, made, gone } = watch();
    client.on(ASKED, refusal(404, 'ApplicationNotFound'));
    await Promise.all([made.get('/gone'), made.get('/gone'), made.getMany(null, ['/fine', '/gone'])]);
    expect(client.of(ASKED)).toHaveLength(1);
    expect(gone.map(({ status }) => status)).toEqual([404]);
  });

  test('when the application cannot be asked nothing is believed, and it is asked again before anything else', async () => {
    const { client, made, gone, doubt } = watch();
    client.on(ASKED, noAnswer());
    const unreachable = { ok: false, error: { code: 'network.unreachable' } };
    expect(doubt()).toBeNull();
    expect(await made.get('/gone')).toMatchObject(unreachable);
    expect(await made.getMany(null, ['/fine', '/gone'])).toMatchObject([unreachable, unreachable]);
    expect(gone).toEqual([]);
    expect(await doubt()).toMatchObject({ code: 'network.unreachable' });
    expect(client.log).toEqual(['GET /gone', ASKED, ASKED, ASKED]);

    client.on(ASKED, resource('application', APPLICATION));
    expect(await made.get('/fine')).toMatchObject({ ok: true });
    expect(await made.get('/fine')).toMatchObject({ ok: true });
    expect(doubt()).toBeNull();
    expect(client.log.slice(4)).toEqual([ASKED, 'GET /fine', 'GET /fine']);
  });

  test('an application that is over is asked for nothing more, but told good-bye', async () => {
    const { client, made } = watch();
    client.on(ASKED, refusal(404, 'ApplicationNotFound'));
    await made.get('/gone');
    client.calls.length = 0;
    expect(await made.get('/fine')).toMatchObject({ ok: false, error: { status: 404 } });
    await made.delete(APPLICATION);
    expect(client.log).toEqual([`DELETE ${APPLICATION}`]);
  });

  test('a user who is not let in is told of when the application says so too', async () => {
    const { client, made, gone } = watch();
    client.on('GET /fine', fail(denied));
    client.on(ASKED, fail(denied));
    expect(await made.get('/fine')).toEqual(fail(denied));
    expect(gone).toEqual([denied]);
    expect(client.log).toEqual(['GET /fine', ASKED]);
  });

  test('what is refused although the application lets the user in is asked once more', async () => {
    const { client, made, gone } = watch();
    let times = 0;
    client.on('GET /fine', () => ((times += 1) === 1 ? fail(denied) : resource('x', '/fine')));
    expect(await made.get('/fine')).toMatchObject({ ok: true });
    client.on('GET /fine', fail(denied));
    expect(await made.get('/fine')).toEqual(fail(denied));
    expect(gone).toEqual([]);
    expect(client.log).toEqual(['GET /fine', ASKED, 'GET /fine', 'GET /fine', ASKED, 'GET /fine']);
  });

  test('asks for nothing else before it is known', async () => {
    const { client, made } = watch();
    const slow = later<Resource>();
    client.on(ASKED, () => slow.promise);
    const first = made.get('/gone');
    await idle();
    const second = made.get('/fine');
    await idle();
    expect(client.log).toEqual(['GET /gone', ASKED]);
    slow.give(resource('application', APPLICATION));
    await Promise.all([first, second]);
    expect(client.log).toEqual(['GET /gone', ASKED, 'GET /fine']);
  });

  test('asks nothing when its application was left', async () => {
    const { client, made, life } = watch();
    life.abort();
    await made.get('/gone');
    expect(client.log).not.toContain(ASKED);
  });
});
