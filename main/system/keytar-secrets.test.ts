import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { createDrivenClock } from '../ipc/testing/fake-core.ts';
import { CALL_MS, createKeytarSecrets, failureOf, SERVICE } from './keytar-secrets.ts';
import type { Keytar } from './keytar-secrets.ts';

function fakeKeytar(): Keytar {
  return {
    getPassword: vi.fn(() => Promise.resolve('kept')),
    setPassword: vi.fn(() => Promise.resolve()),
    deletePassword: vi.fn(() => Promise.resolve(true)),
  };
}

test.each([
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'unavailable'],
  ['The name org.freedesktop.secrets was not provided by any .service files', 'unavailable'],
  ['Could not connect: No such file or directory', 'unavailable'],
  ['Failed to load keytar native addon, checked [] on prebuilds/linux-x64', 'unavailable'],
  ['Prompt was dismissed', 'refused'],
  ['Cannot create an item in a locked collection', 'refused'],
  ['User canceled the operation.', 'refused'],
  ['User interaction is not allowed.', 'refused'],
  ['The user name or passphrase you entered is not correct.', 'refused'],
  ['Access is denied.', 'refused'],
] as const)('%s means %s', (message, reason) => {
  expect(failureOf(message)).toEqual({ ok: false, reason, detail: message });
});

describe('the adapter', () => {
  test('keeps everything under the service of this app', async () => {
    const keytar = fakeKeytar();
    const secrets = createKeytarSecrets(createDrivenClock(), () => Promise.resolve(keytar));
    await secrets.set('a@b', 's');
    await secrets.get('a@b');
    await secrets.delete('a@b');
    expect(keytar.setPassword).toHaveBeenCalledWith(SERVICE, 'a@b', 's');
    expect(keytar.getPassword).toHaveBeenCalledWith(SERVICE, 'a@b');
    expect(keytar.deletePassword).toHaveBeenCalledWith(SERVICE, 'a@b');
  });

  test('loads the library at the first call, and again after it failed', async () => {
    const load = vi.fn<() => Promise<Keytar>>().mockRejectedValueOnce(new Error('Failed to load keytar native addon'));
    load.mockResolvedValue(fakeKeytar());
    const secrets = createKeytarSecrets(createDrivenClock(), load);
    expect(load).not.toHaveBeenCalled();
    expect(await secrets.get('a@b')).toMatchObject({ ok: false, reason: 'unavailable' });
    expect(await secrets.get('a@b')).toEqual({ ok: true, secret: 'kept' });
  });

  test('goes on without a keychain that does not answer', async () => {
    const clock = createDrivenClock();
    const keytar = { ...fakeKeytar(), getPassword: () => new Promise<string>(() => {}) };
    const secrets = createKeytarSecrets(clock, () => Promise.resolve(keytar));
    const answer = secrets.get('a@b');
    clock.advance(CALL_MS);
    expect(await answer).toMatchObject({ ok: false, reason: 'unavailable' });
    expect(secrets.hanging()).toBe(1);
    await secrets.delete('a@b');
    expect(secrets.hanging()).toBe(1);
  });
});

test('without a session bus the real library reports it as a value', async () => {
  const script = `
    import { createSystemClock } from './clock.ts';
    import { createKeytarSecrets } from './keytar-secrets.ts';
    console.log(JSON.stringify(await createKeytarSecrets(createSystemClock()).get('ann@example.org')));`;
  const here = fileURLToPath(new URL('.', import.meta.url));
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, XDG_RUNTIME_DIR: '/nonexistent', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: here,
    env,
  });
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, reason: 'unavailable' });
});
