import { expect, test } from 'vitest';
import { start, type Run } from '../testing/start.ts';
import { boundaryOf, readBatch, writeBatch } from './multipart.ts';

const HEAD = 'Content-Type: application/http; msgtype=request';

function send(run: Run, body: string) {
  return run.client.post(`${run.session.self}/batch`, body, {
    'Content-Type': 'multipart/batching;boundary="b-1"',
    Accept: 'multipart/batching',
  });
}

function part(line: string, ...rest: string[]): string {
  const headers = ['Host: pool1.contoso.example', 'Accept: application/json'];
  return ['--b-1', HEAD, '', `${line} HTTP/1.1`, ...headers, ...rest, '', ''].join('\r\n');
}

/** Status and body of each part, in order. */
function parts(answer: { text: string; headers: { 'content-type'?: string | undefined } }) {
  const boundary = /boundary="([^"]+)"/.exec(answer.headers['content-type'] ?? '')?.[1] ?? '?';
  return answer.text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((text) => ({
      status: Number(/HTTP\/1\.1 (\d+)/.exec(text)?.[1]),
      body: text.slice(text.indexOf('\r\n\r\n', text.indexOf('HTTP/1.1')) + 4).trimEnd(),
    }));
}

test('answers come in the order of the requests, each beginning with a byte order mark', async () => {
  await using run = await start();
  const body = [
    part(`GET ${run.session.people('myContacts')}?expand=false`),
    part(`GET ${run.session.self}/nothing`),
    part(`GET ${run.session.me('phones')}`),
  ].join('');
  const answer = await send(run, `${body}--b-1--\r\n`);
  expect(answer.status).toBe(200);
  const read = parts(answer);
  expect(read.map(({ status }) => status)).toEqual([200, 404, 200]);
  expect(read.map(({ body: text }) => text.charCodeAt(0))).toEqual([0xfeff, 0xfeff, 0xfeff]);
  const rels = read.map(({ body: text }) => (JSON.parse(text.slice(1)) as { rel?: string }).rel);
  expect(rels).toEqual(['myContacts', undefined, 'phones']);
  expect(run.control.requests()).toMatchObject({ batched: 3 });
  expect(run.offences()).toEqual(['inventedUrl']);
});

test('writes inside a batch are done, and heard of after the batch', async () => {
  await using run = await start();
  await run.session.watchGroups();
  const mobile = run.session.me('phones');
  await run.client.get(mobile);
  const json = JSON.stringify({ includeInContactCard: false });
  const body = part(`POST ${mobile}/mobile/changeVisibility`, 'Content-Type: application/json', '', json);
  expect(parts(await send(run, `${body}--b-1--`)).map(({ status }) => status)).toEqual([204]);
  expect(run.control.state().phones.mobile.visible).toBe(false);
  const version = 'X-MS-RequiresMinResourceVersion: 2';
  const create = part(
    `POST ${run.session.people('myGroups')}`,
    version,
    'Content-Type: application/json',
    '',
    '{"displayName":"Visitors"}',
  );
  expect(parts(await send(run, `${create}--b-1--`))[0]?.status).toBe(204);
  expect((await run.session.poll()).text).toContain('"type":"added"');
  expect(run.offences()).toEqual([]);
});

test('line feeds alone, a missing end and a transfer encoding are taken', async () => {
  await using run = await start();
  const loose = [
    '--b-1',
    'Content-Transfer-Encoding: binary',
    HEAD,
    '',
    `GET ${run.session.self} HTTP/1.1`,
    'Accept: application/json',
    '',
  ].join('\n');
  expect(parts(await send(run, loose))[0]?.status).toBe(200);
});

test('a body that is no batch', async () => {
  await using run = await start();
  expect((await send(run, 'hello')).status).toBe(400);
  const type = { 'Content-Type': 'application/json', Accept: 'multipart/batching' };
  expect((await run.client.post(`${run.session.self}/batch`, {}, type)).status).toBe(415);
});

test('a part that is cut takes the whole answer with it', async () => {
  await using run = await start();
  run.control.fault({ match: { path: '/me/phones$' }, action: { type: 'cut', when: 'before' } });
  const body = part(`GET ${run.session.self}`) + part(`GET ${run.session.me('phones')}`);
  await expect(send(run, `${body}--b-1--`)).rejects.toThrow();
});

test('boundaries, quoted or not', () => {
  expect(boundaryOf('multipart/batching;boundary=abc')).toBe('abc');
  expect(boundaryOf('multipart/batching; charset=utf-8; boundary="a b"')).toBe('a b');
  expect(boundaryOf('application/json')).toBeNull();
  expect(boundaryOf(undefined)).toBeNull();
});

test('what is written can be told apart again', () => {
  const { type, body } = writeBatch([{ status: 204, reason: 'No Content', headers: {}, body: '' }]);
  const boundary = boundaryOf(type);
  expect(
    body.startsWith(`--${boundary ?? ''}\r\nContent-Type: application/http; msgtype=response\r\n\r\nHTTP/1.1 204`),
  ).toBe(true);
  expect(body.endsWith(`--${boundary ?? ''}--\r\n`)).toBe(true);
  expect(readBatch('--x\r\nA: b\r\n\r\nnot a request\r\n--x--', 'x')).toBeNull();
});
