/** XML beside JSON: the form of captures, the style of the generated samples, and XML bodies (PROTOCOL 5.1, 5.2). */
import { expect, test } from 'vitest';
import { href, list, text } from '../testing/client.ts';
import { start, type Run } from '../testing/start.ts';
import { fromJson, readXml } from '../testing/xml.ts';
import { GROUP_GUARD, GUARD_VALUE } from './conditional.ts';
import { XML_MEDIUM } from './xml.ts';

const XML = { Accept: 'application/xml' };
const XML_BODY = { ...XML, 'Content-Type': 'application/xml' };
const NAMESPACE = 'xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa"';

function input(...properties: string[]): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<input ${NAMESPACE}>\n  ${properties.join('\n  ')}\n</input>`;
}

function property(name: string, value: string): string {
  return `<property name="${name}">${value}</property>`;
}

test('phones read as in the captured batch', async () => {
  await using run = await start();
  const { control, client, session } = run;
  control.act({ op: 'setPhone', kind: 'mobile', number: '4255551212' });
  control.act({ op: 'setPhone', kind: 'other', number: '', visible: false });
  const answer = await client.get(session.me('phones'), { Accept: 'application/vnd.microsoft.com.ucwa+xml' });
  expect(answer.headers['content-type']).toBe('application/vnd.microsoft.com.ucwa+xml; charset=utf-8');
  const base = `${session.self}/me/phones`;
  const phone = (kind: string, number: string, visible: boolean) => {
    const links = ['changeNumber', 'changeVisibility'].map(
      (rel) => `<link rel="${rel}" href="${base}/${kind}/${rel}"/>`,
    );
    return [
      `<resource rel="phone" href="${base}/${kind}">`,
      ...(kind === 'work' ? [] : links),
      number === '' ? '<property name="number"/>' : property('number', number),
      property('type', kind),
      property('includeInContactCard', String(visible)),
      property('etag', 'N'),
      '</resource>',
    ].join('');
  };
  expect(answer.text.replace(/(name="etag">)\d+/g, '$1N')).toBe(
    [
      `<?xml version="1.0" encoding="utf-8"?><resource rel="phones" href="${base}" ${NAMESPACE}>`,
      property('etag', 'N'),
      phone('work', 'tel:+14255550100;ext=100', true),
      phone('mobile', '4255551212', true),
      phone('home', '', false),
      phone('other', '', false),
      '</resource>',
    ].join(''),
  );
  expect(run.offences()).toEqual([]);
});

test('the style of the generated samples has the rel as a property, and True and False', async () => {
  await using run = await start({ knobs: { docsStyle: true } });
  const { text: xml } = await run.client.get(run.session.me('phones'), XML);
  expect(xml).toContain('<property name="rel">phones</property>');
  expect(xml).toContain('<property name="rel">phone</property>');
  expect(xml).toContain('<property name="includeInContactCard">True</property>');
  expect(xml).toContain('<property name="includeInContactCard">False</property>');
  expect(xml).toContain('<property name="type"> Other</property>');
});

test('lists, dates, revisions, repeated links and empty collections', async () => {
  await using run = await start();
  const { client, session } = run;
  const all = await client.get(session.people('myContacts'));
  const [first = {}] = list(all.json, '_embedded', 'contact');
  const contact = await client.get(href(first, 'self'), XML);
  expect(contact.text).toContain(
    `<propertyList name="emailAddresses"><item>${text(first, 'uri').slice(4)}</item></propertyList>`,
  );
  expect(contact.text).toMatch(/<link rel="contactPrivacyRelationship" href="[^"]+" revision="2"\/>/);
  const presence = await client.get(href(first, 'contactPresence'), XML);
  expect(presence.text).toMatch(/<property name="lastActive">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z<\/property>/);
  const links = await client.get(`${session.people('myContacts')}?expand=false`, XML);
  expect(links.text.match(/<link rel="contact"/g)).toHaveLength(list(all.json, '_embedded', 'contact').length);
  const subscriptions = await client.get(session.people('presenceSubscriptions'), XML);
  expect(subscriptions.text).toMatch(/<resource rel="presenceSubscriptions" [^>]+\/>$/);
});

test('texts are escaped', async () => {
  await using run = await start();
  run.control.act({ op: 'addGroup', name: 'R&D <"new">' });
  const { text: xml } = await run.client.get(run.session.people('myGroups'), XML);
  expect(xml).toContain('<property name="name">R&amp;D &lt;"new"&gt;</property>');
});

test('events name their type by the element and embed the resource', async () => {
  await using run = await start({ knobs: { embedInEvents: true } });
  const { client, session, control } = run;
  await session.watchGroups();
  control.act({ op: 'addGroup', name: 'Visitors' });
  const answer = await client.get(session.next, XML);
  const group = await session.group('Visitors');
  const self = href(group, 'self');
  const [before, after] = answer.text.split(/<resource rel="group".*<\/resource>/);
  expect(before).toBe(
    [
      `<?xml version="1.0" encoding="utf-8"?><events href="${session.self}/events?ack=1" ${NAMESPACE}>`,
      `<link rel="next" href="${session.self}/events?ack=2"/>`,
      `<sender rel="people" href="${session.self}/people"><added rel="group" href="${self}">`,
      `<in rel="myGroups" href="${session.self}/people/groups"/>`,
    ].join(''),
  );
  expect(after).toBe('</added></sender></events>');
  expect(answer.text).toContain('<property name="name">Visitors</property>');
});

test('an error is a reason', async () => {
  await using run = await start();
  const answer = await run.client.write('POST', run.session.people('myGroups'), { displayName: 'Sales' }, XML);
  expect([answer.status, answer.headers['content-type']]).toEqual([409, 'application/xml; charset=utf-8']);
  expect(answer.text).toBe(
    [
      '<?xml version="1.0" encoding="utf-8"?><reason xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
      ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${NAMESPACE}>`,
      '<code>Conflict</code><subcode>AlreadyExists</subcode>',
      '<message>The request conflicts with the current state. Please wait and try again.</message>',
      '<debugInfo/><parameters/></reason>',
    ].join(''),
  );
  const named = await run.client.write('POST', run.session.people('myGroups'), { displayName: '' }, XML);
  expect(named.text).toContain(
    '<parameters><parameter><name>displayName</name><reason>must not be empty</reason></parameter></parameters>',
  );
});

test('makeMeAvailable takes lists in XML and answers what it queued', async () => {
  await using run = await start();
  const { client, session, control } = run;
  const body = input(
    property('signInAs', 'Busy'),
    '<propertyList name="supportedModalities"><item>PhoneAudio</item><item>Audio</item></propertyList>',
  );
  const answer = await client.write('POST', session.me('makeMeAvailable'), body, XML_BODY);
  expect(answer.status).toBe(201);
  expect(answer.text).toBe(
    [
      '<?xml version="1.0" encoding="utf-8"?><operationsQueued xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
      ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><operations><operation xsi:nil="true"/></operations>',
      '</operationsQueued>',
    ].join(''),
  );
  expect(control.state().me.availability).toBe('Busy');
  const communication = await client.get(`${session.self}/communication`, XML);
  expect(communication.text).toContain(
    '<propertyList name="supportedModalities"><item>PhoneAudio</item><item>Audio</item></propertyList>',
  );
  expect(run.offences()).toEqual([]);
});

test('numbers, switches and quoted addresses in XML', async () => {
  await using run = await start();
  const { client, session, control } = run;
  const uris = '<propertyList name="uris"><item>"sip:one@contoso.example"</item></propertyList>';
  const body = input(property('duration', '15'), uris);
  const made = await client.post(session.people('presenceSubscriptions'), body, XML_BODY);
  expect(made.status).toBe(201);
  expect(made.text).toMatch(/<resource rel="presenceSubscription" .*<link rel="memberships"/);

  const phones = await client.get(session.me('phones'), XML);
  const [, change = ''] = /href="([^"]+home\/changeVisibility)"/.exec(phones.text) ?? [];
  expect((await client.post(change, input(property('includeInContactCard', 'True')), XML_BODY)).status).toBe(204);
  expect(control.state().phones.home.visible).toBe(true);
  expect(run.offences()).toEqual(['quotedAddress']);
});

test('a list is a list, and a text is a text', async () => {
  await using run = await start();
  const { client, session } = run;
  const single = input(property('duration', '15'), property('uris', 'sip:one@contoso.example'));
  expect((await client.post(session.people('presenceSubscriptions'), single, XML_BODY)).status).toBe(400);
  expect((await client.write('POST', session.people('myGroups'), { displayName: 7 })).status).toBe(400);
  expect(run.offences()).toEqual(['badParameter']);
});

async function put(run: Run, guard: string, name: string): Promise<number> {
  const sales = await run.session.group('Sales');
  const body = `<resource ${NAMESPACE}>${guard}${property('id', text(sales, 'id'))}${property('name', name)}</resource>`;
  const headers = { 'Content-Type': 'application/xml', 'If-Match': `"${text(sales, 'etag')}"` };
  return (await run.client.write('PUT', href(sales, 'self'), body, headers)).status;
}

test('a group is renamed by its XML with the guard, and not without', async () => {
  await using run = await start();
  expect(await put(run, '', 'Sales &amp; more')).toBe(400);
  expect(run.offences()).toEqual(['putWithoutGuard']);
  expect(await put(run, property(GROUP_GUARD, GUARD_VALUE), 'Sales &amp; more')).toBe(200);
  expect(run.control.state().groups.map(({ name }) => name)).toContain('Sales & more');
});

test('a group goes back as it came', async () => {
  await using run = await start();
  const sales = await run.session.group('Sales');
  const came = await run.client.get(href(sales, 'self'), XML);
  const headers = { 'Content-Type': 'application/xml', 'If-Match': String(came.headers.etag) };
  const back = came.text.replace('>Sales<', '>Sold<');
  expect((await run.client.write('PUT', href(sales, 'self'), back, headers)).status).toBe(200);
  expect(run.control.state().groups.map(({ name }) => name)).toContain('Sold');
  expect(run.offences()).toEqual([]);
});

test('bodies that are no input are refused, as an offence', async () => {
  await using run = await start();
  const post = (body: string, type = 'application/xml') =>
    run.client.write('POST', run.session.people('myGroups'), body, { ...XML, 'Content-Type': type });
  const broken = await post('<input>');
  expect([broken.status, /<subcode>(\w+)/.exec(broken.text)?.[1]]).toEqual([400, 'DeserializationFailure']);
  expect((await post('{"displayName":"x"}')).status).toBe(400);
  expect((await post(input(property('displayName', 'x')), 'application/json')).status).toBe(400);
  expect((await post(input(property('displayName', 'x')), 'text/xml')).status).toBe(415);
  expect(run.control.offences()).toMatchObject([{ rule: 'malformedBody', count: 4 }]);
});

test.each([
  ['no namespace', '<input><property name="a">b</property></input>'],
  ['another root', `<output ${NAMESPACE}/>`],
  ['an unknown element', input('<value name="a">b</value>')],
  ['a property without a name', input('<property>b</property>')],
  ['a property twice', input(property('a', 'b'), property('a', 'c'))],
  ['an element inside a property', input('<property name="a"><b/></property>')],
  ['a list of something else', input('<propertyList name="a"><b/></propertyList>')],
  ['text between the properties', input('text')],
])('%s is no input', (_, body) => {
  expect(XML_MEDIUM.read(body)).toBeNull();
});

test('links and embedded resources in input are ignored', () => {
  const body = input('<link rel="self" href="/x"/>', '<resource rel="contact" href="/y"/>', property('a', ' b '));
  expect(XML_MEDIUM.read(body)).toEqual({ a: ' b ' });
});

test('offences do not depend on the medium', async () => {
  await using run = await start();
  const { client, session } = run;
  const body = input(property('displayName', 'Visitors'));
  expect((await client.post(session.people('myGroups'), body, XML_BODY)).status).toBe(405);
  expect((await client.get(`${session.self}/me/phones/work`, XML)).status).toBe(200);
  const subscription = input('<propertyList name="uris"><item>sip:a@b.example</item></propertyList>');
  expect((await client.post(session.people('presenceSubscriptions'), subscription, XML_BODY)).status).toBe(400);
  expect(run.offences()).toEqual(['missingVersionHeader', 'inventedUrl', 'missingParameter']);
});

test('the parts of a batch follow their own Accept, and XML has no byte order mark', async () => {
  await using run = await start();
  const part = (accept: string) =>
    `--b\r\nContent-Type: application/http; msgtype=request\r\n\r\nGET ${run.session.self} HTTP/1.1\r\n${accept}\r\n\r\n`;
  const body = `${part('Accept: application/xml')}${part('Accept: application/json')}${part('Accept: image/gif')}--b--`;
  const headers = { 'Content-Type': 'multipart/batching;boundary=b', Accept: 'multipart/batching' };
  const { text: parts } = await run.client.post(`${run.session.self}/batch`, body, headers);
  expect(parts).toMatch(/\r\nContent-Type: application\/xml; charset=utf-8\r\n(?:[^\r]+\r\n)*\r\n<\?xml/);
  expect(parts).toMatch(/\r\nContent-Type: application\/json; charset=utf-8\r\n(?:[^\r]+\r\n)*\r\n\uFEFF\{/);
  expect([...parts.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '200', '406']);
});

test('discovery follows Accept, the token endpoint does not', async () => {
  await using run = await start();
  const { client, simulator } = run;
  const host = simulator.hosts.discovery;
  const ask = (path: string, headers: Record<string, string | undefined>) => client.ask(path, { host, headers });
  const root = await ask('/', { ...XML, Authorization: undefined });
  expect(root.text).toMatch(
    /^<\?xml version="1\.0" encoding="utf-8"\?><resource rel="root" href="https:[^"]+" xmlns="/,
  );
  const [, user = ''] = /<link rel="user" href="([^"]+)"\/>/.exec(root.text) ?? [];
  const ticket = await client.ticketFrom(host);
  const Authorization = `Bearer ${text(ticket.json, 'access_token')}`;
  expect((await ask(user, { ...XML, Authorization })).text).toMatch(/<resource rel="user" .*<link rel="applications" /);
  expect((await ask('/', { Accept: 'text/html', Authorization: undefined })).status).toBe(406);
  expect(run.offences()).toEqual([]);
});

test('the application is made and said good-bye to in XML', async () => {
  await using run = await start();
  const body = input(property('culture', 'en-US'), property('endpointId', 'x'), property('userAgent', 'test'));
  const made = await run.client.post('/ucwa/oauth/v1/applications', body, XML_BODY);
  expect([made.status, made.text.slice(38, 67)]).toEqual([201, '<resource rel="application" h']);
  const none = await run.client.post('/ucwa/oauth/v1/applications', body, { ...XML_BODY, Accept: 'text/plain' });
  expect(none.status).toBe(406);
  const [, self = ''] = /rel="application" href="([^"]+)"/.exec(made.text) ?? [];
  expect((await run.client.ask(self, { method: 'DELETE', headers: XML })).status).toBe(204);
});

test('every resource says the same in XML as in JSON', async () => {
  await using run = await start({ people: 5, knobs: { rateLimit: 10_000, delegates: true } });
  const { client, session } = run;
  await client.post(session.me('makeMeAvailable'));
  await client.post(session.people('presenceSubscriptions'), { duration: 30, uris: ['sip:one@contoso.example'] });
  const seen = new Set<string>();
  const waiting = [session.self];
  const rels = new Set<string>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || /\/(events|photos)/.test(path)) continue;
    seen.add(path);
    const json = await client.get(path);
    for (const [, found = ''] of json.text.matchAll(/"href":"([^"]+)"/g)) waiting.push(found);
    const xml = await client.get(path, XML);
    expect(xml.status).toBe(json.status);
    if (json.status !== 200) continue;
    rels.add(text(json.json, 'rel'));
    expect(readXml(xml.text)).toEqual(fromJson(json.json));
  }
  expect(rels.size).toBeGreaterThan(20);
});
