/** Policies through the whole core: over the settings, refused to be changed, and gone again. */
import { describe, expect, test } from 'vitest';
import { createCore } from '../app.ts';
import { drivenClock } from '../testing/clock.ts';
import { fakeDisk, fakeNetwork, fakeNotifier, fakePower, fakeSecrets, idlePorts } from '../testing/ports.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import { readPolicy, type PolicySource } from './policy.ts';

function core(disk: ReturnType<typeof fakeDisk>, values: PolicySource['values']) {
  const logger = fakeLogger();
  const made = createCore(
    {
      ...idlePorts(),
      http: { send: () => Promise.reject(new Error('unexpected')) },
      clock: drivenClock(),
      secrets: fakeSecrets(),
      settings: disk,
      logger,
      power: fakePower(),
      network: fakeNetwork(),
      notifier: fakeNotifier(),
      userAgent: 'Rollcall/test',
      culture: 'en-US',
    },
    { policy: readPolicy([{ name: 'file', values }]) },
  );
  const changed = (more: PolicySource['values']) => made.changePolicy(readPolicy([{ name: 'file', values: more }]));
  return { logger, commands: made.commands, state: made.store.state, store: made.store, changed };
}

test('a setting of the organisation holds, cannot be changed, and leaves the user’s own as it was', async () => {
  const disk = fakeDisk({ settings: { settings: { theme: 'dark' } } });
  const { commands, state } = core(disk, { Theme: 'light', NotifyPresence: 1 });
  expect(state.settings).toMatchObject({ theme: 'light', notifyPresence: true });
  const refused = await commands['settings.update']({ theme: 'dark', startAtLogin: true });
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'policy.refused', message: expect.stringContaining('theme') },
  });
  expect(state.settings).toMatchObject({ theme: 'light', startAtLogin: false });
  expect(await commands['settings.update']({ startAtLogin: true })).toMatchObject({ ok: true });
  const free = core(disk, {});
  expect(free.state.settings).toMatchObject({ theme: 'dark', notifyPresence: false, startAtLogin: true });
  expect(await free.commands['settings.update']({ theme: 'light' })).toMatchObject({ ok: true });
});

test('policies that cannot be read: nobody signs in, and the user and the log are told why', async () => {
  const { commands, state, logger } = core(fakeDisk(), 'unreadable');
  expect(state.notice?.code).toBe('policy.unreadable');
  expect(logger.lines.join()).toContain('file cannot be read');
  const input = { address: 'ann@example.org', kind: null, password: 'secret', server: null, remember: true };
  expect(await commands['session.signIn'](input)).toMatchObject({ ok: false, error: { code: 'policy.refused' } });
});

describe('policies that change while the app runs', () => {
  const OWN = { settings: { settings: { theme: 'dark', notifyPresence: true } } };

  function following(disk: ReturnType<typeof fakeDisk>, values: PolicySource['values']) {
    const made = core(disk, values);
    const slices: string[][] = [];
    made.store.subscribe((changes) => slices.push(changes.map((change) => ('slice' in change ? change.slice : ''))));
    return { ...made, slices };
  }

  test('one more leads to one update of the settings, and the user’s own stay on the disk', async () => {
    const disk = fakeDisk(OWN);
    const { changed, state, slices, commands } = following(disk, { NotifyPresence: 0 });
    changed({ NotifyPresence: 0, Theme: 'light' });
    expect(state.settings).toMatchObject({ theme: 'light', notifyPresence: false });
    expect(state.policy.managed).toEqual(['notifyPresence', 'theme']);
    expect(slices.filter((names) => names.includes('settings'))).toHaveLength(1);
    expect(await commands['settings.update']({ theme: 'dark' })).toMatchObject({ ok: false });
    await commands['settings.update']({ startAtLogin: true });
    expect(disk.read('settings')).toMatchObject({
      settings: { theme: 'dark', notifyPresence: true, startAtLogin: true },
    });
  });

  test('one that goes gives the user’s own back', () => {
    const { changed, state, slices } = following(fakeDisk(OWN), { Theme: 'light', NotifyPresence: 0 });
    changed({ NotifyPresence: 0 });
    expect(state.settings).toMatchObject({ theme: 'dark', notifyPresence: false });
    changed({});
    expect(state.settings).toMatchObject({ theme: 'dark', notifyPresence: true });
    expect(slices).toHaveLength(2);
  });

  test('the same ones, or such as sets no setting otherwise, update no setting', () => {
    const { changed, slices, logger } = following(fakeDisk(), { Theme: 'light', Servr: 'x' });
    changed({ Theme: 'light', Servr: 'x' });
    expect(slices).toEqual([]);
    changed({ Theme: 'light', Servr: 'x', AccountDomains: ['example.com'], StartAtLogin: 0 });
    expect(slices).toEqual([['policy']]);
    expect(logger.lines.filter((line) => line.includes('Servr'))).toHaveLength(1);
  });

  test('who may sign in is asked of those that hold then', async () => {
    const input = { address: 'ann@example.org', kind: null, password: 'secret', server: null, remember: true };
    const { changed, commands } = core(fakeDisk(), {});
    changed({ AccountDomains: ['example.com'] });
    expect(await commands['session.signIn'](input)).toMatchObject({ ok: false, error: { code: 'policy.refused' } });
    expect(await commands['diagnostics.read'](null)).toMatchObject({
      value: { policies: expect.arrayContaining(['accountDomains']) as unknown },
    });
  });

  test('the user is told when they cannot be read, and no longer when they can', () => {
    const { changed, state } = core(fakeDisk(), {});
    changed('unreadable');
    expect(state.notice?.code).toBe('policy.unreadable');
    changed({ Theme: 'dark' });
    expect(state.notice).toBeNull();
  });
});
