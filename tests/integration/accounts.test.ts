/** What is remembered of accounts from one run to the next, and that each of several keeps to itself. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Http } from '../../main/core/ports.ts';
import { createMemorySecrets } from '../../main/system/memory-secrets.ts';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import { startRollcall, untilLive, type Rollcall, type RollcallOptions } from '../support/rollcall.ts';
import { untilState } from '../support/wait.ts';

let contoso: Simulator;
let litware: Simulator;
let rollcall: Rollcall;
/** Paths of this run's requests, in order. */
let asked: string[];

/** What outlives a run. */
let disk: Required<Pick<RollcallOptions, 'documents' | 'tokens' | 'secrets'>>;

beforeEach(async () => {
  contoso = await createSimulator({ people: 12, seed: 4 });
  litware = await createSimulator({ people: 9, seed: 7, domain: 'fabrikam.example', password: 'another-one' });
  disk = { documents: new Map(), tokens: new Map(), secrets: createMemorySecrets() };
});

afterEach(async () => {
  await rollcall.stop();
  const offences = [contoso, litware].flatMap((simulator) => simulator.control.offences());
  await Promise.all([contoso.close(), litware.close()]);
  expect(offences).toEqual([]);
});

function start(): Promise<Rollcall> {
  asked = [];
  const signInHelp = { systemUser: false, pages: null, openId: null };
  const watched = (http: Http): Http => ({
    send(request, signal) {
      asked.push(new URL(request.url).pathname);
      return http.send(request, signal);
    },
  });
  const help = (http: Http) => ({ http: watched(http), signInHelp });
  return startRollcall(contoso, { ...disk, password: null, beside: [litware], help });
}

/** How many requests there were until the event poll was parked, that one included. */
function untilPoll(): number {
  return asked.findIndex((path) => path.endsWith('/events')) + 1 || Infinity;
}

async function signIn({ address, password }: Simulator, remember = true): Promise<void> {
  const input = { address, kind: 'password', password, server: null, remember } as const;
  expect(await rollcall.core.commands['session.signIn'](input)).toMatchObject({ ok: true });
  await untilLive(rollcall.core);
}

describe('a restart', () => {
  test('signs the account in that was in use, without a word', async () => {
    rollcall = await start();
    await signIn(contoso);
    await rollcall.stop();
    rollcall = await start();
    expect(rollcall.core.store.state.account).toMatchObject({ address: contoso.address, kind: 'password' });
    await untilLive(rollcall.core);
  });

  test('with a ticket that is still good and what was found takes three requests to the parked poll, or fewer', async () => {
    rollcall = await start();
    await signIn(contoso);
    await rollcall.stop();
    contoso.control.clearRequests();
    rollcall = await start();
    await untilLive(rollcall.core);
    expect(untilPoll()).toBeLessThanOrEqual(3);
    // The server has seen neither discovery nor anybody who wanted a ticket.
    const { log } = contoso.control.requests();
    expect(log[0]).toMatchObject({ method: 'POST', path: '/ucwa/oauth/v1/applications', status: 201 });
    expect(log.filter(({ path }) => !path.startsWith('/ucwa/oauth/v1/applications'))).toEqual([]);
    expect(contoso.control.state().applications).toMatchObject([{ parked: true }]);
  });

  test('of an account that is not to be remembered asks', async () => {
    rollcall = await start();
    await signIn(contoso, false);
    await rollcall.stop();
    expect(disk.tokens.size).toBe(0);
    contoso.control.clearRequests();
    rollcall = await start();
    expect(rollcall.core.store.state).toMatchObject({
      account: { address: contoso.address },
      connection: { phase: 'signedOut', error: null },
    });
    expect(contoso.control.requests().count).toBe(0);
  });

  test('finds the user where he lives now when the pool that was found does not know him', async () => {
    rollcall = await start();
    await signIn(contoso);
    await rollcall.stop();
    const settings = JSON.parse(disk.documents.get('settings') ?? '') as { accounts: { found: object }[] };
    const gone = `https://${contoso.hosts.pool}/ucwa/gone/applications`;
    for (const account of settings.accounts) account.found = { ...account.found, applicationsUrl: gone };
    disk.documents.set('settings', JSON.stringify(settings));
    rollcall = await start();
    await untilLive(rollcall.core);
    expect(disk.documents.get('settings')).not.toContain('/gone/');
  });
});

describe('two accounts', () => {
  test('each has its own list, wishes, history and waiting edits, through changes and a restart', async () => {
    rollcall = await start();
    const { commands, store } = rollcall.core;
    await signIn(contoso);
    const [first] = store.state.contacts.keys();
    await commands['follows.add']({ kind: 'contact', target: first ?? '' });
    await commands['session.signOut']({ forget: false });
    await commands['me.setNote']({ message: 'of contoso' });

    await signIn(litware);
    expect(store.state.accounts.map(({ address }) => address)).toEqual([contoso.address, litware.address]);
    expect([...store.state.contacts.keys()].filter((address) => address.endsWith('@contoso.example'))).toEqual([]);
    expect([store.state.follows.size, store.state.edits.size]).toEqual([0, 0]);
    await commands['session.signOut']({ forget: false });
    await commands['me.setNote']({ message: 'of litware' });
    await rollcall.stop();

    rollcall = await start();
    const again = rollcall.core;
    expect([...again.store.state.edits.values()].map(({ wish }) => wish)).toMatchObject([{ message: 'of litware' }]);
    expect(await again.commands['accounts.use']({ address: contoso.address })).toMatchObject({ ok: true });
    await untilLive(again);
    expect([...again.store.state.follows.keys()]).toEqual([`contact:${first}`]);
    await untilState(again.store, 'the note of contoso is settled', ({ edits }) => edits.size === 0);
    expect(contoso.control.state().me.note).toBe('of contoso');
    expect(litware.control.state().me.note).not.toBe('of litware');
  });

  test('forgetting one leaves nothing of it and the other as it was', async () => {
    rollcall = await start();
    const { commands, store } = rollcall.core;
    await signIn(contoso);
    await signIn(litware);
    const ofLitware = [...disk.documents.keys()];
    expect(await commands['accounts.forget']({ address: contoso.address })).toMatchObject({ ok: true });
    expect(store.state.accounts.map(({ address }) => address)).toEqual([litware.address]);
    expect(ofLitware.length).toBeGreaterThan(disk.documents.size);
    const kept = [...disk.documents.values(), ...disk.tokens.values()].join('\n');
    expect(kept).not.toContain('contoso.example');
    expect(await disk.secrets.get(contoso.address)).toEqual({ ok: true, secret: null });
    expect(await disk.secrets.get(litware.address)).toEqual({ ok: true, secret: 'another-one' });
    expect(store.state.connection.phase).toBe('live');

    await commands['session.signOut']({ forget: true });
    expect(store.state).toMatchObject({ account: null, accounts: [] });
    expect([...disk.documents.keys()]).toEqual(['settings']);
    expect(disk.documents.get('settings')).not.toContain('fabrikam');
    expect(disk.tokens.size).toBe(0);
    expect(await disk.secrets.get(litware.address)).toEqual({ ok: true, secret: null });
  });
});
