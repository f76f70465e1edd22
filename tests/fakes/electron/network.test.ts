/** What the pages api/net, client-request, session, protocol, web-request and safe-storage of
 * electronjs.org/docs/latest say, said of the fake. */
import { beforeEach, describe, expect, it } from 'vitest';
import { fake, net, protocol, safeStorage, session } from '../electron.ts';
import type { FakeClientRequest } from './net.ts';

beforeEach(() => {
  fake.reset();
  fake.ready();
});

describe('client-request', () => {
  let order: string[];
  function ask(options: Electron.ClientRequestConstructorOptions = {}): FakeClientRequest {
    order = [];
    const request = net.request({ url: 'https://example.org/', ...options });
    for (const event of ['response', 'redirect', 'error', 'abort', 'close']) request.on(event, () => order.push(event));
    request.on('response', (response: NodeJS.EventEmitter) => {
      for (const event of ['data', 'end', 'aborted', 'error'])
        response.on(event, () => order.push(`response ${event}`));
    });
    return request.end();
  }

  it('answers with the head, the body, the end and close', () => {
    ask().respond(200, [['Content-Type', 'text/plain']], 'x');
    expect(order).toEqual(['response', 'response data', 'response end', 'close']);
  });

  it('fails with error and close; in the middle of a body it is the response that fails', () => {
    ask().fail('net::ERR_CONNECTION_REFUSED');
    expect(order).toEqual(['error', 'close']);
    const request = ask();
    request.head(200);
    request.fail('net::ERR_CONNECTION_RESET');
    expect(order).toEqual(['response', 'response error', 'close']);
  });

  it('tells of an abort later, once, and of what it cut off', async () => {
    const request = ask();
    request.head(200);
    request.abort();
    request.abort();
    expect(order).toEqual(['response']);
    await Promise.resolve();
    expect(order).toEqual(['response', 'abort', 'response aborted', 'response error', 'close']);
  });

  it('cancels a redirect that nobody follows during the event', () => {
    ask({ redirect: 'manual' }).redirect(302, 'https://example.org/b', {});
    expect(order).toEqual(['redirect', 'error', 'close']);
    const request = ask({ redirect: 'manual' });
    request.on('redirect', () => request.followRedirect());
    request.redirect(302, 'https://example.org/b', {});
    expect(order).toEqual(['redirect']);
  });

  it('asks for credentials, cancels where nobody answers, and does not ask where they are omitted', () => {
    const info = { isProxy: false, scheme: 'ntlm', host: 'example.org', port: 443, realm: '' };
    const silent = ask();
    silent.askLogin(info);
    expect(silent.logins).toEqual([null]);
    const omitting = ask({ credentials: 'omit' });
    omitting.on('login', () => order.push('login'));
    omitting.askLogin(info);
    expect(order).toEqual([]);
    omitting.askLogin({ ...info, isProxy: true });
    expect(order).toEqual(['login']);
  });

  it('takes http addresses, no restricted header, and none once it is sent', () => {
    expect(() => net.request({ url: 'file:///etc/passwd' })).toThrow('only supports http: and https:');
    const request = net.request({ url: 'https://example.org/' });
    expect(() => request.setHeader('Host', 'x')).toThrow('Invalid header');
    request.end();
    expect(() => request.setHeader('accept', 'x')).toThrow('after they are sent');
    expect(() => request.write('x')).toThrow('after end');
  });
});

describe('session', () => {
  it('is one for each partition, with the options of its first use', () => {
    const first = session.fromPartition('a', { cache: false });
    expect(session.fromPartition('a', { cache: true })).toBe(first);
    expect(first.cache).toBe(false);
    expect(session.fromPartition('b')).not.toBe(first);
    expect(session.defaultSession).toBe(session.fromPartition(''));
  });

  it('handles a scheme of its own once, for no other session', async () => {
    protocol.handle('app', () => new Response('x'));
    expect(() => protocol.handle('app', () => new Response('y'))).toThrow('already handled');
    expect(session.defaultSession.protocol.isProtocolHandled('app')).toBe(true);
    await expect(session.fromPartition('a').protocol.fetch('app://x/')).rejects.toThrow('ERR_UNKNOWN_URL_SCHEME');
  });

  it('asks the last listener before a load, and none where null was set', () => {
    const { webRequest } = session.defaultSession;
    webRequest.onBeforeRequest((_details, callback) => callback({ cancel: true }));
    expect(webRequest.load('https://example.org/')).toBe(false);
    webRequest.onBeforeRequest((_details, callback) => callback({}));
    expect(webRequest.load('https://example.org/')).toBe(true);
    webRequest.onBeforeRequest(() => {});
    expect(() => webRequest.load('https://example.org/')).toThrow('callback has to be called');
    webRequest.onBeforeRequest(null);
    expect(webRequest.load('https://example.org/')).toBe(true);
  });
});

describe('safe-storage', () => {
  it('gives text back, and not to who reads the bytes', async () => {
    const encrypted = await safeStorage.encryptStringAsync('hunter2');
    expect(encrypted.toString()).not.toContain('hunter2');
    expect(await safeStorage.decryptStringAsync(encrypted)).toEqual({ result: 'hunter2', shouldReEncrypt: false });
    await expect(safeStorage.decryptStringAsync(Buffer.from('other'))).rejects.toThrow('Error while decrypting');
  });

  it('refuses where there is no key, and before the app is ready', async () => {
    safeStorage.available = false;
    expect(await safeStorage.isAsyncEncryptionAvailable()).toBe(false);
    await expect(safeStorage.encryptStringAsync('x')).rejects.toThrow('not available');
    fake.reset();
    await expect(safeStorage.encryptStringAsync('x')).rejects.toThrow('after the app is ready');
  });
});
