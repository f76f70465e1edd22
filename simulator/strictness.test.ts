/** Every rule has one request here that breaks it, and is answered as documented. */
import { text as textOf } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { RULES, Strictness, type Rule } from './strictness.ts';
import { href, text } from './testing/client.ts';
import { start, type Run } from './testing/start.ts';
import { bearer, Visitor } from './testing/visitor.ts';

/** Breaks the rule and returns the statuses that it was answered with. */
const BREACHES: Record<Rule, (run: Run) => Promise<(number | null)[]>> = {
  missingVersionHeader: async ({ client, session }) => [
    (await client.post(session.people('myGroups'), { displayName: 'x' })).status,
    405,
  ],
  putWithoutIfMatch: async ({ client, session }) => {
    const group = await session.group('Sales');
    return [(await client.write('PUT', href(group, 'self'), group)).status, 428];
  },
  putWithoutGuard: async ({ client, session }) => {
    const group = await session.group('Sales');
    const headers = { 'If-Match': `"${text(group, 'etag')}"` };
    const bare = { id: text(group, 'id'), name: 'Sales team' };
    return [(await client.write('PUT', href(group, 'self'), bare, headers)).status, 400];
  },
  browserHeader: async ({ client, session }) => {
    expect((await client.get(session.self, { Referer: 'https://app.example/' })).status).toBe(200);
    const foreign = await client.get(session.self, { Origin: 'https://app.example' });
    expect(foreign.headers['x-ms-diagnostics']).toMatch(/^28070;/);
    return [foreign.status, 403];
  },
  cookie: async ({ client, session }) => [(await client.get(session.self, { Cookie: 'cwt_ucwa=x' })).status, 200],
  credentialOverHttp: async ({ simulator }) => {
    const page = await new Visitor(simulator).ask(`http://${simulator.hosts.pool}/`, { headers: bearer('cwt=x') });
    return [page.status, 403];
  },
  credentialToStranger: async ({ simulator }) => {
    const page = await new Visitor(simulator).ask('https://evil.example/', { headers: { Cookie: 'FedAuth=x' } });
    return [page.status, 200];
  },
  passwordInOtherGrant: async ({ simulator }) => {
    const fields = { grant_type: 'urn:microsoft.rtc:passive', password: 'x' };
    return [(await new Visitor(simulator).ticket(`https://${simulator.hosts.pool}`, fields)).status, 400];
  },
  refusedPasswordAgain: async ({ client, simulator }) => {
    const { discovery, pool } = simulator.hosts;
    await client.ticketFrom(discovery, 'wrong');
    return [(await client.ticketFrom(pool, 'wrong')).status, 400];
  },
  tooManyHops: async ({ client, simulator, control }) => {
    control.setKnobs({ hopLimit: 1, discovery: 'loop' });
    const headers = { Authorization: undefined };
    const ask = (host: string) => client.ask('/Autodiscover/AutodiscoverService.svc/root', { host, headers });
    await ask(simulator.hosts.discovery);
    return [(await ask(simulator.hosts.discoveryInternal)).status, 200];
  },
  ticketOnWrongHost: async ({ client, simulator, session }) => {
    const other = await client.ticketFrom(simulator.hosts.discovery);
    const foreign = await client.get(session.self, { Authorization: `Bearer ${text(other.json, 'access_token')}` });
    expect(foreign.headers['x-ms-diagnostics']).toMatch(/^28032;/);
    return [foreign.status, 500];
  },
  ticketWhereNoneBelongs: async ({ client, simulator }) => [
    (await client.ask('/', { host: simulator.hosts.discovery })).status,
    200,
  ],
  deadApplication: async ({ client, session, control }) => {
    control.setKnobs({ lateRequestMs: 0 });
    await client.ask(session.self, { method: 'DELETE' });
    return [(await client.get(session.people('myGroups'))).status, 404];
  },
  otherApplication: async ({ client, session }) => {
    await client.post('/ucwa/oauth/v1/applications', { culture: 'en-US', endpointId: 'second', userAgent: 'x' });
    return [(await client.get(session.self)).status, 200];
  },
  changedAck: async ({ client, session }) => [(await client.get(`${session.self}/events?ack=9`)).status, 200],
  staleAck: async ({ client, session, control }) => {
    const first = session.next;
    await session.watchGroups();
    for (const name of ['One', 'Two']) {
      control.act({ op: 'addGroup', name });
      await session.poll();
    }
    return [(await client.get(first)).status, 200];
  },
  twoPolls: async ({ client, session }) => {
    const { answer } = await session.park();
    const second = client.get(session.next);
    second.catch(() => undefined);
    return [(await answer).status, 409];
  },
  eventsInBatch: async ({ client, session }) => [
    await partStatus(client, session.self, `GET ${session.next} HTTP/1.1\r\n${hostOf(client)}Accept: application/json`),
    400,
  ],
  batchInBatch: async ({ client, session }) => [
    await partStatus(
      client,
      session.self,
      `POST ${session.self}/batch HTTP/1.1\r\n${hostOf(client)}Accept: multipart/batching`,
    ),
    400,
  ],
  photoInBatch: async ({ client, session }) => [
    await partStatus(
      client,
      session.self,
      `GET ${session.me('photo')} HTTP/1.1\r\n${hostOf(client)}Accept: image/jpeg`,
    ),
    400,
  ],
  batchPart: async ({ client, session, simulator }) => {
    const part = (host: string) => `GET ${session.self} HTTP/1.1\r\n${host}Accept: application/json`;
    const { discovery, pool } = simulator.hosts;
    const untyped = '--b\r\nContent-Type: application/http\r\n\r\n';
    await batch(client, session.self, [part(`Host: ${pool}\r\n`)], untyped);
    await batch(client, session.self, [part('')]);
    expect(await partStatus(client, session.self, part(`Host: ${discovery}\r\n`))).toBe(200);
    return [client.simulator.control.offences()[0]?.count ?? 0, 3];
  },
  batchTooLarge: async ({ client, session, control }) => {
    control.setKnobs({ batchLimit: 1 });
    const part = `GET ${session.self} HTTP/1.1\r\nAccept: application/json`;
    return [(await batch(client, session.self, [part, part])).status, 429];
  },
  inventedUrl: async ({ client, session }) => [(await client.get(`${session.self}/me/phones/work`)).status, 200],
  missingAccept: async ({ client, session }) => [(await client.get(session.self, { Accept: undefined })).status, 200],
  wrongAccept: async ({ client, session }) => {
    const [page, pixels] = [{ Accept: 'text/html' }, { Accept: 'image/png, application/json' }];
    expect((await client.get(session.me('phones'), page)).status).toBe(406);
    expect((await client.get(session.me('photo'), { Accept: 'image/*' })).status).toBe(200);
    const multipart = { 'Content-Type': 'multipart/batching;boundary=b', Accept: 'application/json' };
    expect((await client.post(`${session.self}/batch`, '--b--', multipart)).status).toBe(406);
    return [(await client.get(session.me('photo'), pixels)).status, 406];
  },
  missingContentType: async ({ client, session }) => {
    const headers = { 'Content-Type': undefined };
    const body = { duration: 30, uris: ['sip:a@b.example'] };
    return [(await client.post(session.people('presenceSubscriptions'), body, headers)).status, 415];
  },
  missingLength: async ({ simulator, client, session }) => [
    await withoutLength(simulator, client, session.me('makeMeAvailable')),
    411,
  ],
  bodyWhereNoneBelongs: async ({ client, session, control }) => {
    const headers = { 'Content-Length': '2' };
    await client.ask(session.me('phones'), { body: {}, headers });
    const sales = await session.group('Sales');
    await client.write('DELETE', href(sales, 'self'), {}, headers);
    await client.post(session.me('makeMeAvailable'));
    expect(control.offences()).toMatchObject([{ count: 2 }]);
    const me = await client.get(session.me('self'));
    return [(await client.post(href(me.json, 'reportMyActivity'), { now: true })).status, 204];
  },
  unknownParameter: async ({ client, session }) => {
    const body = { duration: 30, uris: ['sip:a@b.example'], contactUris: [], rel: 'presenceSubscription', _links: {} };
    return [(await client.post(session.people('presenceSubscriptions'), body)).status, 201];
  },
  quotedAddress: async ({ client, session }) => {
    const body = { duration: 30, uris: ['"sip : a@b.example"'] };
    return [(await client.post(session.people('presenceSubscriptions'), body)).status, 201];
  },
  missingParameter: async ({ client, session }) => [
    (await client.post(session.people('presenceSubscriptions'), { uris: ['sip:a@b.example'] })).status,
    400,
  ],
  badParameter: async ({ client, session }) => [
    (await client.post(session.people('presenceSubscriptions'), { duration: 31, uris: ['sip:a@b.example'] })).status,
    400,
  ],
  malformedBody: async ({ client, session }) => {
    const headers = { 'Content-Type': 'text/plain' };
    expect((await client.post(session.people('presenceSubscriptions'), 'duration=30', headers)).status).toBe(415);
    return [(await client.post(session.people('presenceSubscriptions'), '{"duration":30,}')).status, 400];
  },
  methodNotAllowed: async ({ client, session }) => [
    (await client.ask(session.me('phones'), { method: 'DELETE' })).status,
    405,
  ],
  tooFast: async ({ client, session, control }) => {
    control.setKnobs({ rateLimit: 3 });
    const answers = await Promise.all([1, 2, 3, 4].map(() => client.get(session.self)));
    return [answers[3]?.status ?? null, 200];
  },
};

type Client = Run['client'];

const PART = '--b\r\nContent-Type: application/http; msgtype=request\r\n\r\n';

function batch(client: Client, self: string, parts: readonly string[], before = PART) {
  const body = parts.map((part) => `${before}${part}\r\n\r\n`);
  return client.post(`${self}/batch`, `${body.join('')}--b--`, {
    'Content-Type': 'multipart/batching;boundary=b',
    Accept: 'multipart/batching',
  });
}

function hostOf({ simulator }: Client): string {
  return `Host: ${simulator.hosts.pool}\r\n`;
}

/** A write as no HTTP library sends it. */
async function withoutLength(simulator: Run['simulator'], client: Client, path: string): Promise<number> {
  const { port, caPem, hosts } = simulator;
  const socket = connect({ host: '127.0.0.1', port, servername: hosts.pool, ca: caPem });
  const head = [`POST ${path} HTTP/1.1`, `Host: ${hosts.pool}`, 'Accept: application/json', 'Connection: close'];
  socket.end([...head, `Authorization: Bearer ${client.ticket}`, '', ''].join('\r\n'));
  const answer = await textOf(socket);
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
}

async function partStatus(client: Client, self: string, part: string): Promise<number | null> {
  const answer = await batch(client, self, [part]);
  const status = /HTTP\/1\.1 (\d+)/.exec(answer.text)?.[1];
  return status === undefined ? null : Number(status);
}

test.each(Object.keys(RULES) as Rule[])('%s', async (rule) => {
  await using run = await start();
  const [answered, expected] = await BREACHES[rule](run);
  expect(answered).toBe(expected);
  expect(run.offences()).toEqual([rule]);
  run.control.clearOffences();
  expect(run.control.offences()).toEqual([]);
});

test('a request that was under way when the application ended is no offence', async () => {
  await using run = await start();
  await run.client.ask(run.session.self, { method: 'DELETE' });
  expect((await run.client.get(run.session.people('myGroups'))).status).toBe(404);
  expect(run.offences()).toEqual([]);
});

test('asking whether an application still lives, or leaving it, is no offence', async () => {
  await using run = await start({ knobs: { lateRequestMs: 0 } });
  run.control.session({ op: 'dropApplication' });
  expect((await run.client.get(run.session.people('myGroups'))).status).toBe(404);
  expect((await run.client.get(run.session.self)).status).toBe(404);
  expect((await run.client.ask(run.session.self, { method: 'DELETE' })).status).toBe(404);
  expect(run.offences()).toEqual([]);
  expect((await run.client.get(run.session.people('myGroups'))).status).toBe(404);
  expect(run.offences()).toEqual(['deadApplication']);
});

test('who was told of trouble instead does not know that the application is gone', async () => {
  await using run = await start({ knobs: { lateRequestMs: 0 } });
  run.control.session({ op: 'dropApplication' });
  run.control.fault({ match: {}, action: { type: 'status', status: 503, performed: true } });
  expect((await run.client.get(run.session.people('myGroups'))).status).toBe(503);
  expect((await run.client.get(run.session.people('myGroups'))).status).toBe(404);
  expect(run.offences()).toEqual([]);
});

test('documented additions to a URL are no invention', async () => {
  await using run = await start();
  const { client, session } = run;
  const sales = await session.group('Sales');
  await client.get(`${href(sales, 'groupContacts')}&expand=false`);
  await client.get(`${session.people('search')}?query=a&limit=5`);
  await client.get(`${session.people('myGroupMemberships')}?groupId=${encodeURIComponent(text(sales, 'id'))}`);
  await client.post(`${href(sales, 'subscribeToGroupPresence')}&duration=30`);
  expect(run.offences()).toEqual([]);
  await client.get(`${session.people('myContacts')}?groupId=${encodeURIComponent(text(sales, 'id'))}x`);
  expect(run.offences()).toEqual(['inventedUrl']);
});

test('Messaging among the modalities is a warning, not an offence', async () => {
  await using run = await start();
  await run.client.post(run.session.me('makeMeAvailable'), { supportedModalities: ['Messaging'] });
  expect(run.offences()).toEqual([]);
  expect(run.control.warnings()).toMatchObject([{ rule: 'messagingModality', count: 1 }]);
});

test('the pace is judged per second', () => {
  const strictness = new Strictness();
  for (let at = 0; at < 10_000; at += 500) strictness.pace('GET /x', at, 2);
  expect(strictness.offences()).toEqual([]);
  strictness.pace('GET /x', 9600, 2);
  expect(strictness.offences()).toEqual([{ rule: 'tooFast', count: 1, last: 'GET /x' }]);
});
