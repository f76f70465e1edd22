import { beforeEach, describe, expect, it } from 'vitest';
import { CHANNEL_PREFIX, COMMANDS } from '../../preload/contract/channels.ts';
import { createPublisher } from '../ipc/publisher.ts';
import { createRouter } from '../ipc/router.ts';
import { createDrivenClock, createFakeCore, createMemoryLogger } from '../ipc/testing/fake-core.ts';
import { BrowserWindow, fake } from '../../tests/fakes/electron.ts';
import { attachPage, registerCommands, sendNavigate, senderOf } from './ipc.ts';
import { APP_ORIGIN, APP_URL } from './security/protocol-path.ts';

function start() {
  const core = createFakeCore();
  const clock = createDrivenClock();
  const logger = createMemoryLogger();
  const publisher = createPublisher({ store: core.core.store, clock, logger });
  registerCommands(
    createRouter({
      commands: core.core.commands,
      snapshot: () => publisher.snapshot(),
      allowedOrigins: new Set([APP_ORIGIN]),
      logger,
      clock,
    }),
  );
  const contents = new BrowserWindow().webContents;
  const main = { url: APP_URL, parent: null };
  const call = (
    frame: { url: string; parent: { url: string; parent: null } | null } | null,
    name: string,
    arg: unknown,
  ) => fake.ipc.invoke(contents, frame, CHANNEL_PREFIX + name, arg);
  return { core, publisher, contents, main, call };
}

beforeEach(() => {
  fake.reset();
  fake.ready();
});

describe('commands', () => {
  it('have a channel each, and nothing else in main listens to a page', () => {
    start();
    expect([...fake.ipc.handlers.keys()].sort()).toEqual(COMMANDS.map((name) => CHANNEL_PREFIX + name).sort());
    expect(fake.ipc.eventNames()).toEqual([]);
  });

  it('reach the core from the window’s main frame', async () => {
    const { core, main, call } = start();
    expect(await call(main, 'groups.create', { name: 'Sales' })).toEqual({ ok: true, value: 'edit-1' });
    expect(core.calls).toEqual([{ command: 'groups.create', input: { name: 'Sales' } }]);
  });

  it('do nothing for another frame, another origin, a frame that is gone, or a wrong argument', async () => {
    const { core, main, call } = start();
    const refused = [
      await call({ url: APP_URL, parent: main }, 'groups.create', { name: 'x' }),
      await call({ url: 'https://evil.example/', parent: null }, 'groups.create', { name: 'x' }),
      await call({ url: 'app://rollcall.evil.example/', parent: null }, 'groups.create', { name: 'x' }),
      await call(null, 'groups.create', { name: 'x' }),
      await call(main, 'groups.create', { name: 1 }),
    ];
    expect(refused.map((answer) => (answer as { ok: boolean }).ok)).toEqual([false, false, false, false, false]);
    expect(core.calls).toEqual([]);
  });
});

it('tells who sent a message by what Electron saw', () => {
  const window = new BrowserWindow().webContents as unknown as Electron.WebContents;
  const frame = (url: string, parent: unknown) => {
    const event: unknown = { sender: window, senderFrame: { url, parent } };
    return event as Electron.IpcMainInvokeEvent;
  };
  expect(senderOf(frame('app://rollcall/', null))).toEqual({ url: 'app://rollcall/', isMainFrame: true, window });
  expect(senderOf(frame('app://rollcall/', {}))).toEqual({ url: 'app://rollcall/', isMainFrame: false, window });
  expect(senderOf({ sender: window, senderFrame: null })).toEqual({ url: '', isMainFrame: false, window });
});

describe('pages', () => {
  it('get patches while attached, and none afterwards or when they are gone', async () => {
    const { core, publisher, contents } = start();
    const real = contents as unknown as Electron.WebContents;
    const detach = attachPage(publisher, real);
    core.change((set) => set.slice('connection', { phase: 'connecting' }));
    await Promise.resolve();
    expect(contents.sent).toEqual([
      {
        channel: `${CHANNEL_PREFIX}state.patch`,
        args: [{ from: 0, to: 1, ops: [['set', 'connection', { phase: 'connecting' }]] }],
      },
    ]);
    detach();
    core.change((set) => set.slice('connection', { phase: 'signedOut', error: null }));
    await Promise.resolve();
    expect(contents.sent).toHaveLength(1);
  });

  it('that are destroyed are told nothing', () => {
    const { contents } = start();
    fake.window.destroy();
    expect(() =>
      sendNavigate(contents as unknown as Electron.WebContents, { view: 'groups', groupId: null }),
    ).not.toThrow();
    expect(contents.sent).toEqual([]);
  });

  it('are told where to go', () => {
    const { contents } = start();
    sendNavigate(contents as unknown as Electron.WebContents, { view: 'groups', groupId: 'g' });
    expect(contents.sent).toEqual([{ channel: 'rollcall:navigate', args: [{ view: 'groups', groupId: 'g' }] }]);
  });
});
