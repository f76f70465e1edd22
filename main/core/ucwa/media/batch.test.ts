import { describe, expect, it } from 'vitest';
import { readBatch, writeBatch } from './batch.ts';
import { bytes } from '../testing.ts';

const part = (status: string, body: string, headers = 'Content-Type: application/json; charset=utf-8\r\n') =>
  `Content-Type: application/http; msgtype=response\r\n\r\nHTTP/1.1 ${status}\r\n${headers}\r\n${body}\r\n`;

const join = (parts: string[], boundary = 'b-1', end = '--\r\n') =>
  `${parts.map((one) => `--${boundary}\r\n${one}`).join('')}--${boundary}${end}`;

function read(body: string, type: string | null = 'multipart/batching; boundary="b-1"') {
  const result = readBatch(bytes(body), type);
  if (!result.ok) return result.error.code;
  return result.value.map((one) => (one === null ? null : [one.status, new TextDecoder().decode(one.body)]));
}

const two = [part('200 OK', '{"a":1}'), part('404 Not Found', '{"code":"NotFound"}')];
const both = [
  [200, '{"a":1}'],
  [404, '{"code":"NotFound"}'],
];

describe('writeBatch', () => {
  it('writes a request per part, as servers read it', () => {
    const urls = ['https://pool.contoso.com/ucwa/people/a@b.c?x=%3d', 'https://POOL.contoso.com:8443/me'];
    expect(writeBatch(urls, 'b-1', 'application/json')).toEqual({
      contentType: 'multipart/batching;boundary=b-1',
      body: [
        '--b-1',
        'Content-Type: application/http; msgtype=request',
        '',
        'GET /ucwa/people/a@b.c?x=%3d HTTP/1.1',
        'Host: pool.contoso.com',
        'Accept: application/json',
        '',
        '',
        '--b-1',
        'Content-Type: application/http; msgtype=request',
        '',
        'GET /me HTTP/1.1',
        'Host: pool.contoso.com:8443',
        'Accept: application/json',
        '',
        '',
        '--b-1--',
        '',
      ].join('\r\n'),
    });
  });
});

describe('readBatch', () => {
  it('finds a part behind a byte order mark', () => {
    const body = '--b\r\nContent-Type: application/http\r\n\r\n\uFEFFHTTP/1.1 204 No Content\r\n\r\n--b--';
    expect(readBatch(bytes(body), 'multipart/batching;boundary=b')).toMatchObject({
      ok: true,
      value: [{ status: 204 }],
    });
  });

  it.each([
    ['as documented', join(two), undefined],
    ['with an unquoted boundary', join(two), 'multipart/batching;boundary=b-1'],
    ['with another parameter behind it', join(two), 'multipart/batching; boundary=b-1; charset=utf-8'],
    ['with LF only', join(two).replaceAll('\r', ''), undefined],
    ['without closing delimiter', join(two, 'b-1', '\r\n').replace(/--b-1\r\n$/, ''), undefined],
    ['with an open last delimiter', join(two, 'b-1', '\r\n'), undefined],
    ['with text before and after', `preamble\r\n${join(two)}epilogue\r\n`, undefined],
    ['with blanks behind the delimiters', join(two).replaceAll('--b-1\r\n', '--b-1 \t\r\n'), undefined],
    ['without content type', join(two), null],
    ['with a wrong boundary in the header', join(two), 'multipart/batching; boundary="other"'],
    ['with a BOM in front', `\uFEFF${join(two)}`, undefined],
    ['with blanks round the colons', join(two).replaceAll('Content-Type:', 'Content-Type : '), undefined],
    [
      'with a transfer encoding',
      join(two).replaceAll('msgtype=response', 'msgtype=response\r\nContent-Transfer-Encoding: binary'),
      undefined,
    ],
    [
      'without headers of the parts',
      join(two).replaceAll('Content-Type: application/http; msgtype=response\r\n\r\n', ''),
      undefined,
    ],
  ])('reads a batch %s', (_, body, type) => {
    expect(type === undefined ? read(body) : read(body, type)).toEqual(both);
  });

  it('keeps headers, also repeated ones', () => {
    const headers = 'ETag: "7"\r\nVary: a\r\nVary: b\r\n';
    const result = readBatch(bytes(join([part('200 OK', '{}', headers)])), null);
    expect(result.ok && result.value[0]?.headers).toEqual({ etag: ['"7"'], vary: ['a', 'b'] });
  });

  it('takes names of header fields that objects have anyway', () => {
    const result = readBatch(bytes(join([part('200 OK', '{}', 'constructor: a\r\ntoString: b\r\n')])), null);
    const headers = result.ok ? result.value[0]?.headers : undefined;
    expect({ ...headers }).toEqual({ constructor: ['a'], tostring: ['b'] });
  });

  it('is bounded in parts and header fields', () => {
    const fields = part('200 OK', '{}', 'a: b\r\n'.repeat(2000));
    const result = readBatch(bytes(join([fields])), null);
    expect(result.ok && result.value[0]?.headers.a?.length).toBe(1000);
    expect(read(join(Array<string>(2000).fill(part('204 No Content', ''))))).toBe('ucwa.unexpected');
  });

  it('reads parts without body, with and without blank line', () => {
    expect(read(join([part('204 No Content', '', ''), 'HTTP/1.1 204 No Content\r\n', two[0] ?? '']))).toEqual([
      [204, ''],
      [204, ''],
      [200, '{"a":1}'],
    ]);
  });

  it('gives a part that it cannot read its place', () => {
    expect(read(join([two[0] ?? '', 'nonsense\r\n', two[1] ?? '', '']))).toEqual([both[0], null, both[1]]);
    expect(read(join(['', two[0] ?? '']))).toEqual([null, both[0]]);
    expect(read(join([part('20 OK', '{}'), part('2000 OK', '{}'), part('042 OK', '{}')]))).toEqual([null, null, null]);
  });

  it('takes a delimiter only on a line of its own', () => {
    expect(read(join([part('200 OK', '{"a":"--b-1"}')]))).toEqual([[200, '{"a":"--b-1"}']]);
  });

  it('keeps letters of every script', () => {
    expect(read(join([part('200 OK', '{"a":"Ä漢🙂"}')]))).toEqual([[200, '{"a":"Ä漢🙂"}']]);
  });

  it.each(['', 'text', '{"code":"x"}', '<html>', 'see --b-1 here', '--b-1--'])('fails on %j', (body) => {
    expect(read(body)).toBe('ucwa.unexpected');
  });
});
