import { beforeEach, expect, test, vi } from 'vitest';
import type { RollcallApi } from './contract/channels.ts';

const electron = vi.hoisted(() => ({
  world: new Map<string, unknown>(),
  invoke: vi.fn<(channel: string, argument: unknown) => Promise<unknown>>(),
  listeners: new Map<string, Set<(event: unknown, payload: unknown) => void>>(),
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => electron.world.set(name, api) },
  ipcRenderer: {
    invoke: electron.invoke,
    on(channel: string, listener: (event: unknown, payload: unknown) => void) {
      electron.listeners.set(channel, (electron.listeners.get(channel) ?? new Set()).add(listener));
      return this;
    },
    off(channel: string, listener: (event: unknown, payload: unknown) => void) {
      electron.listeners.get(channel)?.delete(listener);
      return this;
    },
  },
}));

let api: RollcallApi;
beforeEach(async () => {
  vi.resetModules();
  electron.world.clear();
  electron.listeners.clear();
  electron.invoke.mockReset();
  await import('./index.ts');
  api = electron.world.get('rollcall') as RollcallApi;
});

test('the surface is exactly this', () => {
  expect([...electron.world.keys()]).toEqual(['rollcall']);
  const surface = (value: object): unknown =>
    Object.fromEntries(
      Object.entries(value).map(([key, v]: [string, unknown]) => [
        key,
        v instanceof Object && typeof v === 'object' ? surface(v) : typeof v,
      ]),
    );
  expect(surface(api)).toMatchInlineSnapshot(`
    {
      "invoke": {
        "accounts.forget": "function",
        "accounts.use": "function",
        "app.licences": "function",
        "contacts.add": "function",
        "contacts.addMany": "function",
        "contacts.lookup": "function",
        "contacts.move": "function",
        "contacts.moveMany": "function",
        "contacts.refresh": "function",
        "contacts.remove": "function",
        "contacts.removeFromAll": "function",
        "contacts.removeMany": "function",
        "contacts.search": "function",
        "diagnostics.openLogs": "function",
        "diagnostics.read": "function",
        "diagnostics.report": "function",
        "diagnostics.save": "function",
        "edits.discard": "function",
        "edits.retry": "function",
        "follows.add": "function",
        "follows.addMany": "function",
        "follows.remove": "function",
        "groups.create": "function",
        "groups.delete": "function",
        "groups.rename": "function",
        "history.clear": "function",
        "history.undo": "function",
        "jobs.cancel": "function",
        "jobs.dismiss": "function",
        "list.applyImport": "function",
        "list.export": "function",
        "list.readImport": "function",
        "list.retry": "function",
        "me.setAvailability": "function",
        "me.setNote": "function",
        "notice.dismiss": "function",
        "phones.confirmSharing": "function",
        "phones.refresh": "function",
        "phones.setNumber": "function",
        "phones.setVisible": "function",
        "session.retry": "function",
        "session.saveTrace": "function",
        "session.signIn": "function",
        "session.signOut": "function",
        "session.trustHost": "function",
        "settings.update": "function",
        "settings.zoom": "function",
        "state.snapshot": "function",
        "updates.check": "function",
        "updates.install": "function",
        "window.shows": "function",
      },
      "on": {
        "navigate": "function",
        "state.patch": "function",
      },
    }
  `);
});

test('a command goes to its prefixed channel, and its answer comes back as it is', async () => {
  electron.invoke.mockResolvedValue({ ok: true, value: 'edit-1' });
  const input = { groupId: 'g', name: 'Sales' };
  expect(await api.invoke['groups.rename'](input)).toEqual({ ok: true, value: 'edit-1' });
  expect(electron.invoke.mock.calls).toEqual([['rollcall:groups.rename', input]]);
});

test.each([
  ['a rejection', () => Promise.reject(new Error('Error invoking remote method: /home/x'))],
  [
    'an argument that cannot be cloned',
    () => {
      throw new TypeError('An object could not be cloned.');
    },
  ],
])('%s becomes an envelope and not an exception', async (_, implementation) => {
  electron.invoke.mockImplementation(implementation);
  const answer = await api.invoke['session.retry'](null);
  expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify(answer)).not.toContain('/home');
});

test('a listener gets the payload alone, and stops hearing when told to', () => {
  const heard: unknown[][] = [];
  const stop = api.on.navigate((...all: unknown[]) => void heard.push(all));
  const forward = [...(electron.listeners.get('rollcall:navigate') ?? [])][0];
  forward?.({ sender: 'ipcRenderer' }, { view: 'groups', groupId: 'g' });
  expect(heard).toEqual([[{ view: 'groups', groupId: 'g' }]]);
  expect(stop()).toBeUndefined();
  expect(electron.listeners.get('rollcall:navigate')?.size).toBe(0);
});
