import { expect, test } from 'vitest';
import { href, list, text } from '../testing/client.ts';
import { start } from '../testing/start.ts';

test('search finds by name without accents, by mail, and says when there is more', async () => {
  await using run = await start({ people: 100 });
  const search = (query: string, headers = {}) => run.client.get(`${run.session.people('search')}?${query}`, headers);
  const contacts = run.control.state().contacts;
  const accented = contacts.find(({ name }) => name.includes('ü'));
  const plain = (accented?.name ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const found = await search(`query=${encodeURIComponent(plain)}`);
  expect(list(found.json, '_embedded', 'contact').map(({ name }) => name)).toContain(accented?.name);

  const mail = `mail=${encodeURIComponent(accented?.address ?? '')}`;
  const byMail = await search(mail, { 'X-MS-RequiresMinResourceVersion': '2' });
  expect(list(byMail.json, '_embedded', 'contact')).toHaveLength(1);
  const some = await search('query=a&limit=3');
  expect([list(some.json, '_embedded', 'contact').length, some.json['moreResultsAvailable']]).toEqual([3, true]);
  const groups = await search('query=hands');
  expect(list(groups.json, '_embedded', 'distributionGroup')).toHaveLength(1);
  expect(run.offences()).toEqual([]);
  expect((await search('limit=3')).status).toBe(400);
  // Revision 1 knows no mail, and the words are missing.
  expect((await search(mail)).status).toBe(400);
  expect((await search('query=a&limit=101')).status).toBe(400);
});

test('a contact and everything that hangs on it', async () => {
  await using run = await start();
  const all = await run.client.get(run.session.people('myContacts'));
  const [contact = {}] = list(all.json, '_embedded', 'contact');
  const self = await run.client.get(href(contact, 'self'));
  expect(self.json).toEqual(contact);
  expect((await run.client.get(href(contact, 'self'), { 'If-None-Match': String(self.headers.etag) })).status).toBe(
    304,
  );
  for (const rel of ['contactPresence', 'contactNote', 'contactLocation', 'contactSupportedModalities']) {
    const answer = await run.client.get(href(contact, rel));
    expect([answer.status, answer.json['rel']]).toEqual([200, rel]);
  }
  const truth = run.control.state().contacts.find(({ address }) => `sip:${address}` === contact['uri']);
  expect((await run.client.get(href(contact, 'contactNote'))).json['message']).toBe(truth?.note);
  expect(run.offences()).toEqual([]);
});

test('the contact list and the contacts of a group, as links alone', async () => {
  await using run = await start();
  const { client, session, control } = run;
  const links = async (path: string) => {
    const whole = await client.get(path);
    const short = await client.get(`${path}${path.includes('?') ? '&' : '?'}expand=false`);
    expect(short.json['_embedded']).toBeUndefined();
    const hrefs = list(short.json, '_links', 'contact').map((link) => text(link, 'href'));
    expect(hrefs).toEqual(list(whole.json, '_embedded', 'contact').map((contact) => href(contact, 'self')));
    return hrefs.length;
  };
  expect(await links(session.people('myContacts'))).toBe(20);
  const sales = await session.group('Sales');
  const truth = control.state().groups.find(({ name }) => name === 'Sales');
  expect(await links(href(sales, 'groupContacts'))).toBe(truth?.members.length);
  expect(run.offences()).toEqual([]);
});

test('hrefs of contacts are lower case, their addresses and photos keep their case', async () => {
  await using run = await start({ people: 60 });
  const all = await run.client.get(run.session.people('myContacts'));
  const capital = list(all.json, '_embedded', 'contact').find((contact) => /[A-Z]/.test(text(contact, 'uri').slice(4)));
  if (!capital) throw new Error('this seed has no such address');
  expect(href(capital, 'self')).toBe(href(capital, 'self').toLowerCase());
  expect(href(capital, 'contactPhoto')).toContain(text(capital, 'uri').slice(4));
});

test('media: JSON for a wildcard and the precise type, 406 for what there is not', async () => {
  await using run = await start();
  const type = async (Accept: string | undefined) => {
    const answer = await run.client.get(run.session.self, { Accept });
    return [answer.status, answer.headers['content-type']];
  };
  const precise = 'application/vnd.microsoft.com.ucwa+json';
  expect(await type('*/*')).toEqual([200, 'application/json; charset=utf-8']);
  expect(await type(precise)).toEqual([200, `${precise}; charset=utf-8`]);
  expect(await type('text/plain')).toEqual([406, 'application/json; charset=utf-8']);
  expect(await type('text/plain, application/json;q=0.5')).toEqual([200, 'application/json; charset=utf-8']);
  expect(await type('application/json;q=0')).toEqual([406, 'application/json; charset=utf-8']);
});

test('headers that every answer carries', async () => {
  await using run = await start();
  const { headers } = await run.client.get(run.session.self);
  expect(headers['x-ms-server-fqdn']).toBe('fe1.contoso.example');
  expect(headers['cache-control']).toBe('no-cache');
  expect(headers['set-cookie']).toBeUndefined();
  const missing = await run.client.get(`${run.session.self}/nothing`);
  expect(missing.headers['x-ms-diagnostics']).toMatch(/^\d+;source="fe1\.contoso\.example";reason="/);
  expect(Object.keys(missing.json)).toEqual(['code', 'message']);
});

test('every link that is handed out can be followed', async () => {
  await using run = await start({ people: 5 });
  await run.client.post(run.session.me('makeMeAvailable'));
  const seen = new Set<string>();
  const waiting = [run.session.self];
  const dead: string[] = [];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || path.includes('/events')) continue;
    seen.add(path);
    run.control.setKnobs({ rateLimit: 10_000 });
    const answer = await run.client.get(path, { Accept: '*/*' });
    const expected = OPERATIONS.test(path) ? 405 : path.endsWith('/search') ? 400 : 200;
    if (answer.status !== expected) dead.push(`${answer.status} ${path}`);
    for (const [, href = ''] of answer.text.matchAll(/"href":"([^"]+)"/g)) waiting.push(href);
  }
  expect(dead).toEqual([]);
  expect(seen.size).toBeGreaterThan(40);
});

/** Links that are for POST alone. */
const POSTED = [
  ...['batch', 'makeMeAvailable', 'reportMyActivity', 'changeNumber', 'changeVisibility', 'startOrRefresh', 'stop'],
  ...['removeContactFromAllGroups', 'resetContactPrivacyRelationship', 'addToContactList', 'removeFromContactList'],
];
const OPERATIONS = new RegExp(`/(${POSTED.join('|')})$`);
