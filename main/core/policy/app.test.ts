/** Policies through the whole core: over the settings, refused to be changed, and gone again. */
import { expect, test } from 'vitest';
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
  return { logger, commands: made.commands, state: made.store.state };
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
