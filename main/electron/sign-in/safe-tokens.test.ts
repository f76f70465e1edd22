import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fake } from '../../../tests/fakes/electron.ts';
import { createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { testTokenStore } from '../../system/testing/tokens-contract.ts';
import { createSafeTokens } from './safe-tokens.ts';

let folder: string;
let logger: ReturnType<typeof createMemoryLogger>;

beforeEach(() => {
  fake.reset();
  fake.ready();
  folder = mkdtempSync(join(tmpdir(), 'rollcall-tokens-'));
  logger = createMemoryLogger();
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (platform: NodeJS.Platform = 'linux') => createSafeTokens(folder, logger, platform);
const file = (name: string) => join(folder, 'tokens', `${name}.bin`);
const written = () => (existsSync(join(folder, 'tokens')) ? readdirSync(join(folder, 'tokens')) : []);

testTokenStore(() => open());

describe('on disk', () => {
  it('lies encrypted, for this user alone, and is there after a restart', async () => {
    expect(await open().save('tickets-ann', 'secret-ticket')).toBe(true);
    expect(written()).toEqual(['tickets-ann.bin']);
    expect(readFileSync(file('tickets-ann'), 'latin1')).not.toContain('secret-ticket');
    expect(statSync(file('tickets-ann')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'tokens')).mode & 0o777).toBe(0o700);
    expect(await open().load('tickets-ann')).toBe('secret-ticket');
  });

  it('is encrypted anew when the key has changed', async () => {
    await open().save('a', 'text');
    Object.assign(fake.safeStorage, { rotated: true, mark: 'v12' });
    expect(await open().load('a')).toBe('text');
    expect(readFileSync(file('a'), 'latin1')).toMatch(/^v12/);
  });

  it('is removed when it cannot be decrypted any more', async () => {
    await open().save('a', 'text');
    writeFileSync(file('a'), 'damaged');
    expect(await open().load('a')).toBeNull();
    expect(written()).toEqual([]);
    expect(logger.lines).toHaveLength(1);
  });

  it.each(['../a', 'a/b', '', 'a.b', '-a', 'a'.repeat(65)])('never has the name %j', async (name) => {
    const tokens = open();
    expect(await tokens.save(name, 'text')).toBe(false);
    expect(await tokens.load(name)).toBeNull();
    await tokens.delete(name);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that is full or locked is said, not thrown', async () => {
    writeFileSync(join(folder, 'tokens'), 'a file where the folder should be');
    const tokens = open();
    expect(await tokens.save('a', 'text')).toBe(false);
    expect(await tokens.load('a')).toBeNull();
    expect(JSON.stringify(logger.lines)).not.toContain(folder);
  });
});

describe('without a keychain', () => {
  it.each([
    ['there is no encryption', { available: false }, 'win32'],
    ['there is no encryption', { available: false }, 'linux'],
    ['Chromium fell back on its own key', { mark: 'v10' }, 'linux'],
    ['and was told to, by its switch or for want of a keychain', { mark: 'v10', backend: 'basic_text' }, 'linux'],
  ] as const)('%s: %j on %s keeps nothing, not even what was kept before', async (_why, state, platform) => {
    await open().save('a', 'old');
    Object.assign(fake.safeStorage, state);
    expect(await open(platform).save('a', 'new')).toBe(false);
    expect(written()).toEqual([]);
  });

  it('a desktop that Electron does not know by name may have a keychain all the same', async () => {
    fake.safeStorage.backend = 'basic_text';
    expect(await open('linux').save('a', 'text')).toBe(true);
    expect(await open('linux').load('a')).toBe('text');
  });

  it('macOS marks its own keychain’s key alike', async () => {
    fake.safeStorage.mark = 'v10';
    expect(await open('darwin').save('a', 'text')).toBe(true);
  });

  it('an entry waits for a keychain that is closed for now', async () => {
    await open().save('a', 'text');
    fake.safeStorage.available = false;
    expect(await open().load('a')).toBeNull();
    fake.safeStorage.available = true;
    expect(await open().load('a')).toBe('text');
  });

  it('also where Linux goes on without the keychain', async () => {
    await open('linux').save('a', 'text');
    fake.safeStorage.mark = 'v10';
    expect(await open('linux').load('a')).toBeNull();
    fake.safeStorage.mark = 'v11';
    expect(await open('linux').load('a')).toBe('text');
  });
});
