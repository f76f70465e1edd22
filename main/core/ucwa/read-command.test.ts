import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCommand } from './read-command.ts';
import { bytes } from './testing.ts';

function run(args: string, input: string): { exit: number; value: unknown } {
  const { exit, output } = readCommand(args.split(' '), bytes(input));
  return { exit, value: exit === 2 ? output : (JSON.parse(output) as unknown) };
}

const XML = '<resource rel="me" href="/me"><property name="name">A</property></resource>';

describe('readCommand', () => {
  it.each([
    ['resource', '{"rel":"me","name":"A","_links":{"self":{"href":"/me"}}}'],
    ['resource --content-type application/xml', XML],
    ['resource', XML],
    ['resource --http', `HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: 1000000000\r\n\r\n${XML}`],
    ['resource --http', `HTTP/1.1 200 OK\nContent-Type: application/xml\n${XML}`],
    ['resource --http', `Content-Type: application/xml\n\n${XML}`],
  ])('%s reads %j', (args, input) => {
    expect(run(args, input)).toMatchObject({ exit: 0, value: { rel: 'me', href: '/me', properties: { name: 'A' } } });
  });

  it('reads events', () => {
    const xml =
      '<events><link rel="next" href="/e"/><sender rel="me"><updated rel="note" href="/n"/></sender></events>';
    expect(run('events', xml)).toMatchObject({
      exit: 0,
      value: { follow: { rel: 'next' }, events: [{ sender: 'me', type: 'updated', rel: 'note', href: '/n' }] },
    });
  });

  it('reads refusals with what the catalogue says about them', () => {
    const http =
      'HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\n\r\n{"code":"Conflict","subcode":"AlreadyExists"}';
    const expected = {
      error: { code: 'ucwa.alreadyExists' },
      reason: { code: 'Conflict' },
      row: { does: 'takeAsDone' },
    };
    expect(run('error --http', http)).toMatchObject({ exit: 0, value: expected });
    expect(run('error --status 429', '')).toMatchObject({
      exit: 0,
      value: { reason: null, row: { does: 'slowDown' } },
    });
    expect(run('error', '<html>')).toMatchObject({ exit: 0, value: { error: { status: 500 } } });
    const header = readCommand(['error', '--status', '503', '--header', 'Retry-After: 7'], bytes(''));
    expect(JSON.parse(header.output)).toMatchObject({ error: { retryAfterMs: 7000 } });
  });

  it('reads challenges, with and without the name of the field', () => {
    const read = run('challenges', 'WWW-Authenticate: Bearer trusted_issuers=""\r\nMsRtcOAuth href=https://a/t\n');
    expect(read).toMatchObject({ exit: 0, value: [{ scheme: 'Bearer' }, { scheme: 'MsRtcOAuth' }] });
    const http = run('challenges --http', 'HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\n\r\n');
    expect(http.value).toMatchObject([{ scheme: 'Negotiate' }]);
  });

  it('reads batches part by part', () => {
    const parts = ['200 OK\r\n\r\n{"rel":"me"}', '404 No\r\n\r\n{"code":"NotFound"}', '204 No\r\n', '200 OK\r\n\r\n{'];
    const body = `${parts.map((part) => `--b\r\n\r\nHTTP/1.1 ${part}\r\n`).join('')}--b\r\nx\r\n--b--`;
    expect(run('batch --content-type multipart/batching;boundary=b', body)).toMatchObject({
      exit: 0,
      value: [
        { status: 200, resource: { rel: 'me' } },
        { status: 404, refused: { error: { code: 'ucwa.notFound' } } },
        { status: 204, resource: null },
        { status: 200, error: { place: { line: 1, column: 2 } } },
        null,
      ],
    });
  });

  it('says where a body is damaged', () => {
    expect(run('resource', '{"rel":\n"me",}')).toMatchObject({
      exit: 1,
      value: { error: { code: 'ucwa.unexpected', place: { offset: 13, line: 2, column: 6 }, detail: 'expected name' } },
    });
    expect(run('batch', 'text').exit).toBe(1);
  });

  it.each([
    '',
    'nothing',
    'error --status 7',
    'error --status',
    'resource --xml 1',
    'resource --header x',
    'events --odd',
  ])('does not accept %j', (args) => {
    const { exit, value } = run(args, '');
    expect(exit).toBe(2);
    expect(value).toContain('Usage');
  });
});

describe('read.ts', () => {
  const file = fileURLToPath(new URL('read.ts', import.meta.url));
  const spawn = (args: string[], input: string): Promise<{ exit: unknown; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      const child = execFile(process.execPath, [file, ...args], (error, stdout, stderr) =>
        resolve({ exit: error === null ? 0 : error.code, stdout, stderr }),
      );
      child.stdin?.end(input);
    });

  it.each([
    ['reads from a shell', ['resource'], '{"rel":"me"}', 0, '"rel": "me"', ''],
    ['ends with 1 on damage', ['resource'], '{', 1, '"offset": 1', ''],
    ['ends with 2 when called wrongly', [], '', 2, '', 'KIND is missing.'],
  ])('%s', async (_, args, input, exit, stdout, stderr) => {
    const outcome = await spawn(args, input);
    expect(outcome).toMatchObject({
      exit,
      stdout: expect.stringContaining(stdout),
      stderr: expect.stringContaining(stderr),
    });
  });
});
