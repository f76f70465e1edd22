import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fake, protocol } from '../../../tests/fakes/electron.ts';
import { registerAppScheme, serveApp } from './protocol.ts';

let folder: string;
const get = (path: string, init?: RequestInit) =>
  fake.session.defaultSession.protocol.fetch(`app://rollcall${path}`, init);

beforeEach(() => {
  fake.reset();
  folder = mkdtempSync(join(tmpdir(), 'rollcall-protocol-'));
  mkdirSync(join(folder, 'renderer/assets'), { recursive: true });
  writeFileSync(join(folder, 'renderer/index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'renderer/assets/a.js'), 'let a');
  writeFileSync(join(folder, 'secret.html'), 'secret');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is a standard, secure scheme without a way round the CSP, said before ready', () => {
  registerAppScheme();
  expect(fake.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
  fake.ready();
  expect(() => registerAppScheme()).toThrow('before the app is ready');
});

it('serves the window’s files with their type and a strict policy', async () => {
  fake.ready();
  serveApp(join(folder, 'renderer'));
  expect(protocol.isProtocolHandled('app')).toBe(true);
  const page = await get('/');
  expect(page.status).toBe(200);
  expect(await page.text()).toBe('<!doctype html>');
  expect(Object.fromEntries(page.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
      "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
  expect(await (await get('/assets/a.js')).text()).toBe('let a');
});

it('has nothing outside its folder, for no name it lacks, and for no other method', async () => {
  fake.ready();
  serveApp(join(folder, 'renderer'));
  for (const path of ['/..%2fsecret.html', '/../secret.html', '/missing.html', '/assets']) {
    const answer = await get(path);
    expect([path, answer.status, await answer.text()]).toEqual([path, 404, 'Not found']);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  }
  expect((await get('/index.html', { method: 'POST', body: 'x' })).status).toBe(404);
  const head = await get('/index.html', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});
