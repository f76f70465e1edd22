/** The client by its setting `medium`: what goes out differs, what comes back is the same. */
import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import { fakeClock, fakeHttp, fakeLogger, json, passwordTickets, raw } from '../testing.ts';
import type { Medium } from '../types.ts';
import { writeXml } from '../media/xml-write.ts';

const POOL = 'https://pool.contoso.com';
const XML = { 'content-type': 'application/xml; charset=utf-8', etag: '"7"' };
const GROUP =
  '<resource rel="group" href="/g"><link rel="groupContacts" href="/c"/><property name="name">Sales</property>' +
  '<property name="guard">please pass this in a PUT request</property></resource>';

function setUp(medium?: Medium) {
  const [http, clock, logger] = [fakeHttp(), fakeClock(), fakeLogger()];
  const ports = { http, clock, logger, userAgent: 'Rollcall/test' };
  const tickets = passwordTickets(ports);
  const setting = medium === undefined ? {} : { medium };
  return { http, logger, client: createClient({ ...ports, tickets, base: POOL, allowedOrigins: [], ...setting }) };
}

describe.each([
  [undefined, 'application/json'],
  ['json', 'application/json'],
  ['xml', 'application/xml'],
  ['ucwa+json', 'application/vnd.microsoft.com.ucwa+json'],
  ['ucwa+xml', 'application/vnd.microsoft.com.ucwa+xml'],
] as const)('a client for %s', (medium, type) => {
  it('asks for it everywhere, in the parts of a batch too', async () => {
    const { http, client } = setUp(medium);
    http.on(`GET ${POOL}/g`, raw(200, GROUP, XML));
    http.on(`GET ${POOL}/e`, raw(200, '<events href="/e"><link rel="next" href="/e2"/></events>', XML));
    await client.get('/g');
    await client.events('/e');
    await client.getRaw('/g');
    await client.getMany('/batch', ['/g']);
    await client.post('/m', { a: 1 });
    expect(http.requests.map(({ headers }) => headers.accept)).toEqual([type, type, type, 'multipart/batching', type]);
    expect(http.requests[3]?.body).toContain(`\r\nAccept: ${type}\r\n`);
    expect(http.requests[4]?.headers['content-type']).toBe(type);
  });
});

describe.each(['xml', 'ucwa+xml'] as const)('a client for %s', (medium) => {
  it('writes parameters as input, and nothing where there are none', async () => {
    const { http, client } = setUp(medium);
    await client.post('/m', { contactUri: 'sip:a&b@contoso.com', groupIds: ['1'] });
    await client.post('/m', null);
    expect(http.requests.map(({ body }) => body)).toEqual([
      writeXml('input', { contactUri: 'sip:a&b@contoso.com', groupIds: ['1'] }),
      null,
    ]);
  });

  it('sends a resource back as it came, with the one change', async () => {
    const { http, client } = setUp(medium);
    http.on(`GET ${POOL}/g`, raw(200, GROUP, XML));
    http.on(`PUT ${POOL}/g`, json(204));
    const read = await client.getRaw('/g');
    expect(read.ok && read.value.etag).toBe('7');
    if (read.ok) await client.put('/g', { ...read.value.body, name: 'Sales 2' }, { ifMatch: '7' });
    expect(http.requests[1]).toMatchObject({
      headers: { 'if-match': '"7"' },
      body: writeXml('resource', {
        name: 'Sales 2',
        guard: 'please pass this in a PUT request',
        rel: 'group',
      }),
    });
  });
});

describe('answers', () => {
  it('are read in the medium in which they come', async () => {
    const { http, client } = setUp('json');
    http.on(`GET ${POOL}/g`, raw(200, GROUP, XML));
    expect(await client.get('/g')).toMatchObject({
      ok: true,
      value: { etag: '7', resource: { rel: 'group', href: '/g', etag: '7', properties: { name: 'Sales' } } },
    });
  });

  it('that are refusals in XML name their reason', async () => {
    const { http, client } = setUp('xml');
    const reason = '<reason><code>Conflict</code><subcode>AlreadyExists</subcode><message>Is there.</message></reason>';
    http.on(`POST ${POOL}/m`, raw(409, reason, XML));
    expect(await client.post('/m', {})).toMatchObject({
      ok: false,
      error: { code: 'ucwa.alreadyExists', serverMessage: 'Is there.', subcode: 'AlreadyExists' },
    });
  });

  it('that cannot be read leave their place in the log, and nothing of it in the error', async () => {
    const { http, logger, client } = setUp('xml');
    http.on(`GET ${POOL}/g`, raw(200, '<resource>\n<secret', XML));
    const answer = await client.get('/g');
    expect(answer.ok ? [] : Object.keys(answer.error)).not.toContain('place');
    expect(answer).toMatchObject({ ok: false, error: { code: 'ucwa.unexpected', status: 200 } });
    const line = logger.lines.find((one) => one.includes('unreadable answer')) ?? '';
    const { correlationId } = answer.ok ? { correlationId: null } : answer.error;
    expect(correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(line)).toMatchObject({ line: 2, column: 8, detail: 'a damaged tag', correlationId });
    expect(logger.lines.join('')).not.toContain('secret');
  });
});
