import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createSimulator, ControlError, type Act } from '../index.ts';
import { told } from '../testing/client.ts';
import { start } from '../testing/start.ts';

test('faults hit what they match, after what they skip, as often as they say', async () => {
  await using run = await start();
  const phones = run.session.me('phones');
  run.control.fault({
    match: { method: 'get', path: '/me/phones$', host: run.simulator.hosts.pool },
    times: 2,
    skip: 1,
    action: { type: 'status', status: 503, subcode: 'TemporarilyUnavailable', diagnostics: '9;x', retryAfter: 7 },
  });
  const statuses = [];
  for (let index = 0; index < 4; index += 1) statuses.push((await run.client.get(phones)).status);
  expect(statuses).toEqual([200, 503, 503, 200]);
  run.control.fault({ match: { path: '/me/phones$' }, action: { type: 'status', status: 503, retryAfter: 7 } });
  const answer = await run.client.get(phones);
  expect([answer.headers['retry-after'], answer.json['code']]).toEqual(['7', 'ServiceUnavailable']);
});

test('a fault can do the operation and still answer an error, or do nothing and answer success', async () => {
  await using run = await start();
  await run.session.watchGroups();
  await run.client.get(run.session.me('phones'));
  const url = `${run.session.me('phones')}/mobile/changeVisibility`;
  run.control.fault({ match: { path: 'changeVisibility' }, action: { type: 'ignore' } });
  expect((await run.client.post(url, { includeInContactCard: false })).status).toBe(204);
  expect(run.control.state().phones.mobile.visible).toBe(true);

  const action = { type: 'status', status: 500, performed: true } as const;
  run.control.fault({ match: { method: 'POST', path: '/people/groups$' }, action });
  const { answer } = await run.session.park();
  const failed = await run.client.write('POST', run.session.people('myGroups'), { displayName: 'Visitors' });
  expect(failed.status).toBe(500);
  expect(run.control.state().groups.some(({ name }) => name === 'Visitors')).toBe(true);
  expect(told(await answer)).toEqual(['added group in myGroups']);
});

test('an operation that is refused behind the error of a fault holds no event back', async () => {
  await using run = await start({ clock: 'driven' });
  await run.session.watchGroups();
  const displayName = run.control.state().groups.find(({ kind }) => kind === 'group')?.name;
  const { answer } = await run.session.park();
  const action = { type: 'status', status: 503, performed: true } as const;
  run.control.fault({ match: { method: 'POST', path: '/people/groups$' }, action });
  const create = () => run.client.write('POST', run.session.people('myGroups'), { displayName });
  expect([(await create()).status, (await create()).status]).toEqual([503, 409]);
  run.control.act({ op: 'addGroup', name: 'Guests' });
  await run.client.get(run.session.self);
  // The longest that a poll is held: by then it is answered, if with nothing.
  run.control.advance(180_000);
  expect(told(await answer)).toEqual(['added group in myGroups']);
});

test('HTML, delay and broken connections', async () => {
  await using run = await start({ clock: 'driven' });
  run.control.fault({ match: {}, action: { type: 'html', status: 502 } });
  const page = await run.client.get(run.session.self);
  expect([page.status, page.headers['content-type']]).toEqual([502, 'text/html']);

  run.control.fault({ match: {}, action: { type: 'delay', ms: 3_600_000 } });
  let answered = false;
  const slow = run.client.get(run.session.self).then((answer) => {
    answered = true;
    return answer;
  });
  await run.client.get(run.session.people('self'));
  expect(answered).toBe(false);
  run.control.advance(3_600_000);
  // An hour without a poll has ended the application meanwhile.
  expect((await slow).status).toBe(404);

  const session = await run.another().signIn('again');
  run.control.fault({ match: { method: 'POST' }, action: { type: 'cut', when: 'before' } });
  await expect(session.client.write('POST', session.people('myGroups'), { displayName: 'One' })).rejects.toThrow();
  run.control.fault({ match: { method: 'POST' }, action: { type: 'cut', when: 'after' } });
  await expect(session.client.write('POST', session.people('myGroups'), { displayName: 'Two' })).rejects.toThrow();
  const names = run.control.state().groups.map(({ name }) => name);
  expect([names.includes('One'), names.includes('Two')]).toEqual([false, true]);
  run.control.fault({ match: {}, action: { type: 'html', status: 500 } });
  run.control.clearFaults();
  expect((await session.client.get(session.self)).status).toBe(200);
});

test('acts that the truth does not allow are refused with a reason', async () => {
  await using run = await start();
  const { control } = run;
  const refused: [Act, RegExp][] = [
    [{ op: 'addGroup', name: 'SALES' }, /exists/],
    [{ op: 'renameGroup', id: 'nowhere', name: 'x' }, /unknown/],
    [{ op: 'removeFromAll', address: 'nobody@nowhere.example' }, /notMember/],
    [{ op: 'setPresence', address: 'nobody@nowhere.example', note: 'x' }, /unknown/],
  ];
  for (const [act, reason] of refused) expect(() => control.act(act)).toThrow(reason);
  expect(() => control.act({ op: 'nonsense' } as never)).toThrow(ControlError);
  expect(() => control.act({ op: 'setPhone', kind: 'fax' } as never)).toThrow(/kind/);
  expect(() => control.setKnobs({ bom: 'sometimes' } as never)).toThrow(/one of never, batch, always/);
  expect(() => control.setKnobs({ missing: 1 } as never)).toThrow(/unknown knob/);
  expect(() => control.advance(1)).toThrow(/clock is real/);
});

test('subscriptions can be warned and ended by force', async () => {
  await using run = await start({ clock: 'driven' });
  await run.session.watchGroups();
  const [contact] = run.control.state().contacts;
  const uris = [`sip:${contact?.address ?? ''}`];
  await run.client.post(run.session.people('presenceSubscriptions'), { duration: 30, uris });
  run.control.advance(5000);
  await run.session.poll();
  run.control.session({ op: 'warnSubscriptions' });
  run.control.advance(5000);
  expect(told(await run.session.poll())).toEqual([
    'updated presenceSubscription',
    'updated myContactsAndGroupsSubscription',
  ]);
  run.control.session({ op: 'expireSubscriptions' });
  expect(run.control.state().applications[0]).toMatchObject({
    contactsAndGroups: { state: 'Disconnected', expiresAt: null },
    presenceSubscriptions: [],
  });
});

test('the log of requests holds no query values that could be private', async () => {
  await using run = await start();
  run.control.clearRequests();
  await run.client.get(`${run.session.people('search')}?query=private&limit=3`);
  await run.client.get(run.session.self);
  const { count, batched, log } = run.control.requests();
  expect([count, batched]).toEqual([2, 0]);
  expect(log[0]?.path).toMatch(/search\?query=\.\.\.&limit=3$/);
  expect(log[1]).toMatchObject({ method: 'GET', status: 200, host: run.simulator.hosts.pool });
});

test('a change is stamped before it is told', async () => {
  await using run = await start();
  await run.session.watchGroups();
  const { answer } = await run.session.park();
  const before = performance.timeOrigin + performance.now();
  const { committedAt, id } = run.control.act({ op: 'addGroup', name: 'Visitors' });
  await answer;
  expect(committedAt).toBeGreaterThanOrEqual(before);
  expect(committedAt).toBeLessThanOrEqual(performance.timeOrigin + performance.now());
  expect(run.control.state().groups.find(({ name }) => name === 'Visitors')?.id).toBe(id);
});

test('the HTTP shell: every operation, errors in words, no browsers', async () => {
  const simulator = await createSimulator({ people: 5, clock: 'driven', controlPort: 0 });
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${simulator.controlUrl ?? ''}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return [answer.status, text === '' ? null : (JSON.parse(text) as unknown)] as const;
  };
  try {
    expect((await ask('GET', '/state'))[1]).toEqual(simulator.control.state());
    expect(await ask('GET', '/offences')).toEqual([200, []]);
    expect(await ask('DELETE', '/offences')).toEqual([204, null]);
    expect((await ask('GET', '/requests'))[1]).toEqual({ count: 0, batched: 0, log: [] });
    expect(await ask('GET', '/captured')).toEqual([200, []]);
    expect(await ask('DELETE', '/captured')).toEqual([204, null]);
    expect(await ask('POST', '/session', { op: 'changePassword', password: '' })).toMatchObject([400, {}]);
    expect(await ask('POST', '/session', { op: 'moveUser', pool: 'b' })).toMatchObject([
      400,
      { error: expect.stringContaining('one pool') as string },
    ]);
    expect(await ask('POST', '/act', { op: 'addGroup', name: 'Visitors' })).toMatchObject([
      200,
      { id: expect.any(String) as string },
    ]);
    expect(await ask('POST', '/act', { op: 'addGroup', name: 'Visitors' })).toEqual([
      400,
      { error: 'refused: exists' },
    ]);
    expect((await ask('POST', '/fault', { match: {}, action: { type: 'ignore' } }))[1]).toEqual({ id: '1' });
    expect((await ask('POST', '/fault', { match: { path: '(' }, action: { type: 'ignore' } }))[0]).toBe(400);
    expect(await ask('DELETE', '/fault')).toEqual([204, null]);
    expect(await ask('POST', '/session', { op: 'expireTickets' })).toEqual([200, { applications: 0 }]);
    expect(await ask('POST', '/knobs', { bom: 'always' })).toMatchObject([200, { bom: 'always' }]);
    expect(await ask('GET', '/knobs')).toMatchObject([200, { bom: 'always' }]);
    expect(await ask('POST', '/clock', { advanceMs: 5 })).toMatchObject([200, { now: expect.any(Number) as number }]);
    expect(await ask('POST', '/lively', { everyMs: 1000 })).toEqual([204, null]);
    expect((await ask('POST', '/lively', {}))[0]).toBe(400);
    expect((await ask('POST', '/act', undefined))[0]).toBe(400);
    expect((await ask('GET', '/nothing'))[0]).toBe(404);
    expect((await ask('GET', '/state', undefined, { Origin: 'https://evil.example' }))[0]).toBe(403);
  } finally {
    await simulator.close();
  }
  expect(existsSync(simulator.caFile)).toBe(false);
});

test('a lively company stays itself over a long day', async () => {
  await using run = await start({ clock: 'driven', people: 60, knobs: { goneAfterSeconds: 1e9 } });
  const listed = () => run.control.state().contacts.filter((contact) => contact.listed).length;
  const own = () => run.control.state().groups.filter(({ kind }) => kind === 'group');
  const revision = run.control.state().revision;
  run.control.lively(3000);
  const sizes: number[] = [];
  for (let hour = 0; hour < 24; hour += 1) {
    run.control.advance(3_600_000);
    sizes.push(listed());
    expect(own().length).toBeGreaterThanOrEqual(5);
    expect(own().length).toBeLessThanOrEqual(7);
  }
  expect(run.control.state().revision - revision).toBeGreaterThan(20_000);
  expect(Math.min(...sizes)).toBeGreaterThan(45);
  expect(Math.max(...sizes)).toBeLessThan(73);
  expect(own().filter(({ members }) => members.length > 1).length).toBeGreaterThanOrEqual(4);
  run.control.lively(0);
  const quiet = run.control.state().revision;
  run.control.advance(3_600_000);
  expect(run.control.state().revision).toBe(quiet);
});
