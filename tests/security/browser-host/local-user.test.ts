/**
 * Another user of the machine: a program of their own can connect and send what no browser would. Without the key
 * nothing is read or executed, and what they hold open or pour in stays within limits.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { startServer, type Limits, type PageServer, type Tab } from '../../../main/browser/server.ts';
import { enter, type Entered } from '../../../main/browser/testing/enter.ts';
import { createDrivenClock, createMemoryLogger } from '../../../main/ipc/testing/fake-core.ts';

const LIMITS: Partial<Limits> = {
  headersMs: 300,
  idleMs: 300,
  messagesPerSecond: 50,
  tabs: 3,
  messageBytes: 1024 * 1024,
  unreadBytes: 1024 * 1024,
};

let folder: string;
let server: PageServer;
let port: number;
let received: number;
let tabs: Tab[];
let open: Socket[];
let mine: Entered;

async function start(more: Partial<Limits> = {}): Promise<void> {
  server = await startServer({
    files: { renderer: folder, preload: path.join(folder, 'preload.cjs') },
    port: 0,
    clock: createDrivenClock(),
    logger: createMemoryLogger(),
    limits: { ...LIMITS, ...more },
    connect: (tab) => {
      tabs.push(tab);
      return { receive: () => (received += 1), closed: () => void tabs.splice(tabs.indexOf(tab), 1) };
    },
  });
  port = Number(new URL(server.url).port);
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollcall-local-'));
  writeFileSync(path.join(folder, 'index.html'), '<html><head></head></html>');
  writeFileSync(path.join(folder, 'preload.cjs'), '');
  [received, tabs, open] = [0, [], []];
  await start();
  mine = await enter(server.url);
});
afterEach(async () => {
  for (const socket of open) socket.destroy();
  await server.close();
  rmSync(folder, { recursive: true });
});

/** A bare connection, and all that came over it when it was closed. */
function raw(): { socket: Socket; closed: Promise<string> } {
  const socket = connect({ host: '127.0.0.1', port });
  open.push(socket);
  let text = '';
  socket.on('data', (data: Buffer) => (text += data.toString('latin1')));
  socket.on('error', () => undefined);
  return { socket, closed: new Promise((resolve) => socket.on('close', () => resolve(text))) };
}

/** Sends bytes as they are; answers with all that came back until the host closed. */
function send(text: string): Promise<string> {
  const { socket, closed } = raw();
  socket.write(text);
  return closed;
}
const head = (target: string, ...more: string[]) =>
  [`GET ${target} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...more, '', ''].join('\r\n');
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0);
const isServed = async () => (await fetch(mine.page, { headers: { cookie: mine.headers.cookie } })).status === 200;

describe('without the key', () => {
  test('a scan of the port learns nothing but that there is something', async () => {
    const answers = await Promise.all(
      ['/', '/index.html', '/favicon.ico', '/socket', '/json/version'].map((at) => send(head(at))),
    );
    const [first = ''] = answers.map((answer) => answer.replace(/^Date: .*\r\n/m, ''));
    for (const answer of answers) expect(answer.replace(/^Date: .*\r\n/m, '')).toBe(first);
    expect(first).toMatch(/\r\n\r\n(?:9\r\n)?Not found/);
    expect(first).not.toMatch(/rollcall|^server:|^x-powered-by:/im);
  });

  test('thousands of guesses get the same answer, and the owner is served all the while', async () => {
    const { length } = new URL(server.url).pathname;
    for (let round = 0; round < 20; round += 1) {
      const guesses = Array.from({ length: 50 }, (_, n) => `/${`${round}-${n}-`.padEnd(length - 2, 'A')}/`);
      const answers = await Promise.all(guesses.map((guess) => fetch(server.origin + guess)));
      expect(answers.filter(({ status }) => status !== 404)).toEqual([]);
      expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(guesses.map(() => 'Not found'));
    }
    expect(await isServed()).toBe(true);
  });

  test('guesses at the cookie open neither page nor socket', async () => {
    const names = [
      'rollcall=',
      'rollcall=A',
      `rollcall=${'A'.repeat(43)}`,
      'rollcall=;rollcall=',
      `x=${mine.headers.cookie}`,
    ];
    for (const cookie of names) {
      expect((await fetch(mine.page, { headers: { cookie } })).status).toBe(404);
      const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
      const key = `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`;
      const all = [...upgrade, key, `Origin: ${server.origin}`, `Cookie: ${cookie}`];
      expect(statusOf(await send(head(mine.socket.pathname, ...all)))).toBe(404);
    }
    expect(tabs).toEqual([]);
  });
});

describe('what is too large', () => {
  test.each([
    ['an address', () => head(`/${'a'.repeat(100_000)}`)],
    ['a header', () => head('/', `X: ${'a'.repeat(100_000)}`)],
    ['many headers', () => head('/', ...Array.from({ length: 5_000 }, (_, n) => `X-${n}: a`))],
  ])('%s is refused and the connection closed', async (_, text) => {
    expect([404, 431]).toContain(statusOf(await send(text())));
    expect(await isServed()).toBe(true);
  });

  test('a body is not read', async () => {
    const { socket, closed } = raw();
    socket.write(head('/', 'Content-Length: 1000000000').replace('GET', 'POST'));
    const pour = setInterval(() => socket.write(Buffer.alloc(65_536)), 1);
    expect(statusOf(await closed)).toBe(404);
    clearInterval(pour);
    expect(socket.bytesWritten).toBeLessThan(50_000_000);
  });
});

test.each([
  ['two lengths', () => head('/', 'Content-Length: 1', 'Content-Length: 2')],
  ['a length and chunks', () => head('/', 'Content-Length: 4', 'Transfer-Encoding: chunked')],
  ['a broken line', () => 'GET\r\n\r\n'],
  ['another protocol', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['a proxy request', () => head('http://evil.example/').replace(/Host: .*/, 'Host: evil.example')],
  ['two hosts', () => head('/', 'Host: evil.example')],
])('%s is refused', async (_, text) => {
  expect([0, 400, 404]).toContain(statusOf(await send(text())));
  expect(await isServed()).toBe(true);
});

describe('what is too slow', () => {
  test.each([
    ['says nothing', ''],
    ['stops in its first line', 'GET / HT'],
    ['stops in its headers', 'GET / HTTP/1.1\r\nHost: x\r\nX: '],
    ['stops in its body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc'],
  ])('a client that %s is cut off', async (_, text) => {
    const { socket, closed } = raw();
    if (text !== '') socket.write(text);
    expect(await closed).not.toContain('200 OK');
  });

  test('a client that drips is cut off too', async () => {
    const { socket, closed } = raw();
    socket.write('GET / HTTP/1.1\r\n');
    const drip = setInterval(() => socket.write('X: y\r\n'), 20);
    expect(await closed).not.toContain('200 OK');
    clearInterval(drip);
  });

  test('a client that asks for nothing more is let go', async () => {
    const { socket, closed } = raw();
    socket.write(head(mine.page.pathname, `Cookie: ${mine.headers.cookie}`));
    expect(statusOf(await closed)).toBe(200);
  });
});

test('no more connections are held than allowed, and room comes back', async () => {
  await server.close();
  await start({ connections: 5, headersMs: 60_000 });
  mine = await enter(server.url);
  const held = Array.from({ length: 20 }, () => raw());
  const dropped = await Promise.all(held.slice(-10).map(({ closed }) => closed));
  expect(dropped).toEqual(dropped.map(() => ''));
  for (const { socket } of held) socket.destroy();
  await expect.poll(() => isServed().catch(() => false)).toBe(true);
});

describe('with a tab’s socket', () => {
  async function tab(): Promise<WebSocket> {
    const socket = new WebSocket(mine.socket, { headers: mine.headers });
    socket.on('error', () => undefined);
    await new Promise((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('unexpected-response', (_request, response) => reject(new Error(String(response.statusCode))));
    });
    return socket;
  }
  const closeOf = (socket: WebSocket) => new Promise<number>((resolve) => socket.on('close', resolve));

  test('a flood of messages ends it', async () => {
    const socket = await tab();
    const end = closeOf(socket);
    for (let n = 0; n < 5_000; n += 1) socket.send('{"type":"shell.input"}');
    expect(await end).toBe(1008);
    expect(received).toBe(LIMITS.messagesPerSecond);
    await expect.poll(() => tabs).toEqual([]);
  });

  test('a message too large ends it before it is read whole', async () => {
    const socket = await tab();
    const end = closeOf(socket);
    socket.send(`{"type":"invoke","id":1,"channel":"x","argument":"${'x'.repeat(2 * 1024 * 1024)}"}`);
    expect(await end).toBe(1009);
    expect(received).toBe(0);
  });

  test('more tabs than allowed are refused until one goes', async () => {
    const sockets = [await tab(), await tab(), await tab()];
    await expect(tab()).rejects.toThrow('404');
    sockets[0]?.close();
    await expect.poll(() => tabs.length).toBe(2);
    await tab();
  });

  test('one that does not read is cut off, before what waits for it fills the memory', async () => {
    const socket = await tab();
    socket.pause();
    const payload = 'x'.repeat(100_000);
    let sent = 0;
    await expect
      .poll(() => {
        for (let n = 0; n < 10; n += 1) tabs[0]?.send({ type: 'event', channel: 'x', payload });
        sent += 10;
        return tabs.length;
      })
      .toBe(0);
    expect(sent).toBeGreaterThan(10);
  });
});
