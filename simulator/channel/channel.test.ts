import { expect, test } from 'vitest';
import { href, told, until, type Session } from '../testing/client.ts';
import { start, type Run } from '../testing/start.ts';

const MINUTE = 60_000;

async function watching(options: Parameters<typeof start>[0] = {}): Promise<Run> {
  const run = await start({ clock: 'driven', ...options });
  await run.session.watchGroups();
  return run;
}

function addGroup({ control }: Run, name: string): void {
  control.act({ op: 'addGroup', name });
}

test('a high event reaches a parked poll without the clock moving', async () => {
  await using run = await watching();
  const { answer } = await run.session.park();
  addGroup(run, 'Visitors');
  expect(told(await answer)).toEqual(['added group in myGroups']);
  expect(run.offences()).toEqual([]);
});

test('one move is one package, deleted before added', async () => {
  await using run = await watching();
  const groups = run.control.state().groups.filter(({ kind }) => kind === 'group');
  const from = groups.find(({ members }) => members.length > 0);
  const address = from?.members[0] ?? '';
  const to = groups.find(({ members }) => !members.includes(address));
  const { answer } = await run.session.park();
  run.control.act({ op: 'moveMember', address, from: from?.id ?? '', to: to?.id ?? '' });
  expect(told(await answer)).toEqual(['deleted contact in group', 'added contact in group']);
});

test('an empty poll is answered after its timeout with next alone', async () => {
  await using run = await watching();
  const { answer } = await run.session.park('&timeout=200');
  run.control.advance(199_000);
  expect(run.control.state().applications[0]?.parked).toBe(true);
  run.control.advance(1000);
  const empty = await answer;
  expect(Object.keys(empty.json)).toEqual(['_links']);
  expect(run.session.next).toMatch(/ack=2$/);
});

test('the same ack again replays the package byte for byte', async () => {
  await using run = await watching();
  const asked = run.session.next;
  addGroup(run, 'Visitors');
  const first = await run.session.poll();
  const again = await run.client.get(asked);
  expect(again.text).toBe(first.text);
  expect(run.offences()).toEqual([]);
});

test('an ack that was never handed out leads to resync, which replays what was not acknowledged', async () => {
  await using run = await watching();
  addGroup(run, 'Visitors');
  const first = await run.session.poll();
  const astray = await run.client.get(`${run.session.self}/events?ack=77`);
  expect(Object.keys(astray.json['_links'] as object)).toEqual(['self', 'resync']);
  const replay = await run.client.get(href(astray.json, 'resync'));
  expect(replay.text).toBe(first.text);
  expect(run.offences()).toEqual(['changedAck']);
});

test('an ack of long ago leads to resync as well', async () => {
  await using run = await watching();
  const oldest = run.session.next;
  for (const name of ['One', 'Two', 'Three']) {
    addGroup(run, name);
    await run.session.poll();
  }
  const astray = await run.client.get(oldest);
  expect(href(astray.json, 'resync')).toMatch(/ack=3$/);
  expect(run.offences()).toEqual(['staleAck']);
});

test('a forced resync is no offence', async () => {
  await using run = await watching();
  const { answer } = await run.session.park();
  run.control.session({ op: 'resync' });
  const astray = await answer;
  expect(told(astray)).toEqual([]);
  const { answer: replay } = await run.session.park();
  addGroup(run, 'Visitors');
  expect(told(await replay)).toEqual(['added group in myGroups']);
  expect(run.offences()).toEqual([]);
});

test('a second poll replaces the first, a lower priority gets the refusal itself', async () => {
  await using run = await watching();
  const { answer: first } = await run.session.park('&priority=2');
  const lower = await run.client.get(`${run.session.next}&priority=1`);
  expect([lower.status, lower.json['subcode']]).toEqual([409, 'PGetReplaced']);
  const second = run.client.get(`${run.session.next}&priority=2`);
  const replaced = await first;
  expect([replaced.status, replaced.json['code'], replaced.json['subcode']]).toEqual([409, 'Conflict', 'PGetReplaced']);
  addGroup(run, 'Visitors');
  expect((await second).status).toBe(200);
  expect(run.control.offences()).toMatchObject([{ rule: 'twoPolls', count: 2 }]);
});

test('another client taking the channel is not this client’s offence', async () => {
  await using run = await watching();
  const { answer } = await run.session.park();
  run.control.session({ op: 'replaceChannel' });
  expect((await answer).json['subcode']).toBe('PGetReplaced');
  expect(run.offences()).toEqual([]);
});

test('a poll that the client gives up leaves the channel to the next one', async () => {
  await using run = await watching();
  const gone = new AbortController();
  const given = run.client.ask(run.session.next, { signal: gone.signal });
  await until(() => run.control.state().applications[0]?.parked === true);
  gone.abort();
  await expect(given).rejects.toThrow();
  const { answer } = await run.session.park();
  addGroup(run, 'Visitors');
  expect(told(await answer)).toEqual(['added group in myGroups']);
  expect(run.offences()).toEqual([]);
});

test('medium events wait for their hold, and a high one takes them along', async () => {
  await using run = await watching();
  const { session, control, client } = run;
  const available = await client.post(session.me('makeMeAvailable'), { signInAs: 'Busy' });
  expect(available.status).toBe(204);
  const { answer } = await session.park('&medium=20');
  control.advance(19_000);
  expect(control.state().applications[0]?.parked).toBe(true);
  control.advance(1000);
  expect(told(await answer)).toEqual([
    'updated communication',
    'updated me',
    'added presence',
    'added note',
    'added location',
  ]);
  const { answer: second } = await session.park();
  control.act({ op: 'setPresence', address: run.simulator.address, note: 'Hello' });
  addGroup(run, 'Visitors');
  expect(told(await second)).toEqual(['updated note', 'added group in myGroups']);
});

test('after a long silence the answer is resume and the subscriptions are gone', async () => {
  await using run = await watching();
  const { answer } = await run.session.park();
  run.control.session({ op: 'cutPoll' });
  await expect(answer).rejects.toThrow();
  addGroup(run, 'Visitors');
  run.control.advance(6 * MINUTE);
  const resumed = await run.session.poll();
  expect(Object.keys(resumed.json['_links'] as object)).toEqual(['self', 'resume']);
  expect(told(resumed)).toEqual([]);
  expect(run.control.state().applications[0]?.contactsAndGroups.state).toBe('Disconnected');
  const { answer: next } = await run.session.park('&medium=5');
  addGroup(run, 'More visitors');
  run.control.advance(MINUTE);
  expect(run.control.state().applications[0]?.parked).toBe(true);
  run.control.session({ op: 'cutPoll' });
  await expect(next).rejects.toThrow();
  expect(run.offences()).toEqual([]);
});

test('a poll that waited longer than the resume limit is no silence', async () => {
  await using run = await watching();
  const { answer } = await run.session.park('&timeout=600');
  run.control.advance(10 * MINUTE);
  await answer;
  const { answer: next } = await run.session.park();
  addGroup(run, 'Visitors');
  expect(told(await next)).toEqual(['added group in myGroups']);
});

test('without a poll the application ends: 410 first, 404 later', async () => {
  await using run = await watching();
  run.control.advance(15 * MINUTE);
  const gone = await run.session.poll();
  expect([gone.status, gone.json['code'], gone.json['subcode']]).toEqual([410, 'Gone', 'InactiveApplicationExpired']);
  run.control.advance(11 * MINUTE);
  const forgotten = await run.client.get(run.session.self);
  expect([forgotten.status, forgotten.json['subcode']]).toEqual([404, 'ApplicationNotFound']);
});

test('a parked poll keeps the application alive for as long as it waits', async () => {
  await using run = await watching();
  const { answer } = await run.session.park('&timeout=1800');
  run.control.advance(29 * MINUTE);
  expect(run.control.state().applications).toHaveLength(1);
  run.control.advance(MINUTE);
  expect((await answer).status).toBe(200);
});

test('an application that is dropped tells the parked poll', async () => {
  await using run = await watching();
  const { answer } = await run.session.park();
  run.control.session({ op: 'dropApplication', how: '410' });
  expect((await answer).status).toBe(410);
});

test('too many undelivered events end the application with 403 MaxEventCountReached', async () => {
  await using run = await watching({ knobs: { maxQueuedEvents: 3 } });
  for (const name of ['One', 'Two', 'Three', 'Four']) addGroup(run, name);
  const full = await run.session.poll();
  expect([full.status, full.json['subcode']]).toEqual([403, 'MaxEventCountReached']);
  expect((await run.client.get(run.session.self)).status).toBe(404);
});

test('lost and repeated packages', async () => {
  await using run = await watching();
  run.control.session({ op: 'loseEvents' });
  addGroup(run, 'Lost');
  expect(told(await run.session.poll())).toEqual([]);
  run.control.session({ op: 'repeatEvents' });
  addGroup(run, 'Twice');
  expect(told(await run.session.poll())).toEqual(['added group in myGroups']);
  expect(told(await run.session.poll())).toEqual(['added group in myGroups']);
  expect(run.offences()).toEqual([]);
});

test('own changes come after their answer, or before it by the knob', async () => {
  await using run = await watching({ knobs: {} });
  const order = async (session: Session, name: string): Promise<string[]> => {
    const seen: string[] = [];
    const { answer } = await session.park();
    const posted = run.client
      .write('POST', session.people('myGroups'), { displayName: name })
      .then(() => seen.push('answer'));
    await Promise.all([answer.then(() => seen.push('event')), posted]);
    return seen;
  };
  expect(await order(run.session, 'After')).toEqual(['answer', 'event']);
  run.control.setKnobs({ echoBefore: true });
  expect(await order(run.session, 'Before')).toEqual(['event', 'answer']);
});

test('parameters out of range are refused, or brought into range by the knob', async () => {
  await using run = await watching();
  const refused = await run.client.get(`${run.session.next}&timeout=10`);
  expect([refused.status, refused.json['subcode']]).toEqual([400, 'ParameterValidationFailure']);
  expect(refused.json['parameters']).toEqual([{ name: 'timeout', reason: 'must be from 180 to 1800' }]);
  run.control.setKnobs({ clampParameters: true });
  const { answer } = await run.session.park('&timeout=10');
  run.control.advance(180_000);
  expect((await answer).status).toBe(200);
});

test('absolute hrefs in events name the port, and can be followed', async () => {
  await using run = await watching({ knobs: { absoluteEventHrefs: true } });
  addGroup(run, 'Visitors');
  const answer = await run.session.poll();
  const [group] = /https:\/\/[^"]*people\/groups\/[^"]+/.exec(answer.text) ?? [];
  const url = new URL(group ?? '');
  expect(url.port).toBe(String(run.simulator.port));
  expect((await run.client.get(url.pathname)).json['name']).toBe('Visitors');
  const origin = url.origin;
  expect([href(answer.json, 'self'), run.session.next]).toEqual([
    `${origin}${run.session.self}/events?ack=1`,
    `${origin}${run.session.self}/events?ack=2`,
  ]);
  addGroup(run, 'More visitors');
  expect(told(await run.session.poll())).toEqual(['added group in myGroups']);
  expect(run.offences()).toEqual([]);
});

test('absolute hrefs in events name the usual port too', async () => {
  await using run = await start({ knobs: { absoluteEventHrefs: true } });
  const { pool } = run.simulator.hosts;
  const body = { culture: 'en-US', endpointId: 'second', userAgent: 'x' };
  const made = await run.client.post('/ucwa/oauth/v1/applications', body, { Host: pool });
  expect(href(made.json, 'events')).toBe(`${href(made.json, 'self')}/events?ack=1`);
  await run.client.post(`${href(made.json, 'self')}/people/contactsAndGroupsSubscription/startOrRefresh?duration=30`);
  addGroup(run, 'Visitors');
  const answer = await run.client.get(href(made.json, 'events'));
  const hrefs = [...answer.text.matchAll(/"href":"([^"]+)"/g)].map(([, found]) => found ?? '');
  expect(hrefs).toHaveLength(5);
  for (const found of hrefs) expect(found.startsWith(`https://${pool}:443${href(made.json, 'self')}/`)).toBe(true);
});
