import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fake } from '../../tests/fakes/electron.ts';
import { createSettings } from './settings.ts';
import { StandInStore } from './testing/store.ts';

const open = () => createSettings({ now: () => 1234 }, async () => StandInStore);
let folder: string;

beforeEach(() => {
  fake.reset();
  folder = mkdtempSync(join(tmpdir(), 'rollcall-settings-'));
  fake.app.control.userData = folder;
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('documents', () => {
  it('come back in a later start as they were saved', async () => {
    const value = { list: [1, 'zwölf', null], deep: { 'a.b': true } };
    (await open()).save('account-data', value);
    expect((await open()).load('account-data')).toEqual({ value, corrupt: false });
  });

  it('are null before they are first saved, and after they are deleted', async () => {
    const settings = await open();
    expect(settings.load('cache')).toEqual({ value: null, corrupt: false });
    settings.save('cache', { a: 1 });
    settings.delete('cache');
    settings.delete('never-there');
    expect(settings.load('cache')).toEqual({ value: null, corrupt: false });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that are saved behind are there when that resolves, and give way to what is saved meanwhile', async () => {
    const settings = await open();
    await settings.saveBehind('cache', [1], () => true);
    expect(settings.load('cache').value).toEqual([1]);
    expect((await open()).load('cache').value).toEqual([1]);
    expect(statSync(join(folder, 'cache.json')).mode & 0o777).toBe(0o600);
    let isWanted = true;
    const behind = settings.saveBehind('cache', [2], () => isWanted);
    settings.save('cache', [3]);
    isWanted = false;
    await behind;
    expect(settings.load('cache').value).toEqual([3]);
    expect(readdirSync(folder)).toEqual(['cache.json']);
  });

  it('are files of their own, for the user alone', async () => {
    const settings = await open();
    settings.save('settings', { a: 1 });
    settings.save('journal', { b: 2 });
    expect(readdirSync(folder).sort()).toEqual(['journal.json', 'settings.json']);
    expect(statSync(join(folder, 'settings.json')).mode & 0o777).toBe(0o600);
  });

  it.each(['{"value": {"a": 1', '', '\0\0\0\0', '[1, 2]', '"text"', '{"other": 1}', '{}'])(
    'that hold %j are set aside, reported, and replaced',
    async (content) => {
      writeFileSync(join(folder, 'settings.json'), content);
      const settings = await open();
      expect(settings.load('settings')).toEqual({ value: null, corrupt: true });
      expect(readFileSync(join(folder, 'settings.json.corrupt-1234'), 'utf8')).toBe(content);
      settings.save('settings', { a: 2 });
      expect(settings.load('settings')).toEqual({ value: { a: 2 }, corrupt: false });
    },
  );

  it('a killed run was writing leave nothing behind', async () => {
    writeFileSync(join(folder, 'journal.json.tmp-1234567890abcdef'), '{"val');
    await createSettings({ now: () => Date.now() + 60_000 }, async () => StandInStore);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that turn unreadable while the app runs are set aside too', async () => {
    const settings = await open();
    settings.save('settings', { a: 1 });
    writeFileSync(join(folder, 'settings.json'), 'x');
    expect(settings.load('settings').corrupt).toBe(true);
    expect(settings.load('settings')).toEqual({ value: null, corrupt: false });
  });

  it('cannot be named out of their folder', async () => {
    const settings = await open();
    for (const name of ['../x', 'a/b', '.hidden', '', 'C:x', 'a.b']) {
      expect(() => settings.save(name, {})).toThrow('cannot name a document');
      expect(() => settings.delete(name)).toThrow('cannot name a document');
      expect(() => settings.load(name)).toThrow('cannot name a document');
    }
  });
});

it('leaves no channel open on which a page could ask for the folder', async () => {
  (await open()).save('settings', {});
  expect(fake.ipc.eventNames()).toEqual([]);
});
