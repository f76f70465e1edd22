/** The whole way from a page's message to the core in Electron's host, with a core that only notes its calls. */
import { registerCommands } from '../../main/electron/ipc.ts';
import { APP_ORIGIN, APP_URL } from '../../main/electron/security/protocol-path.ts';
import { appError, fail } from '../../main/core/result.ts';
import { createRouter } from '../../main/ipc/router.ts';
import { createDrivenClock, createFakeCore, createMemoryLogger } from '../../main/ipc/testing/fake-core.ts';
import { toSnapshot } from '../../main/ipc/view.ts';
import { CHANNEL_PREFIX, COMMANDS } from '../../preload/contract/channels.ts';
import type { Envelope } from '../../preload/contract/errors.ts';
import { BrowserWindow, fake } from '../fakes/electron.ts';
import type { FakeFrame } from '../fakes/electron/windows.ts';

/** What the core answers to all it is asked, so that no answer has to be made up for a new command. */
const REACHED = 'ucwa.unavailable';

/** Whether a command came through to the core, or to the snapshot. */
export function isDone(answer: Envelope<unknown>): boolean {
  return answer.ok || answer.error.code === REACHED;
}

export interface Door {
  readonly core: ReturnType<typeof createFakeCore>;
  readonly clock: ReturnType<typeof createDrivenClock>;
  readonly logger: ReturnType<typeof createMemoryLogger>;
  /** The window's own frame. */
  readonly main: FakeFrame;
  /** What `ipcRenderer.invoke` does in that frame of that window; default: the first window's own. */
  knock(
    command: string,
    argument: unknown,
    frame?: FakeFrame | null,
    window?: BrowserWindow,
  ): Promise<Envelope<unknown>>;
  openWindow(): BrowserWindow;
}

/** Starts a fresh Electron with every channel registered and one window. */
export function openDoor(): Door {
  fake.reset();
  fake.ready();
  const core = createFakeCore();
  for (const command of COMMANDS) {
    core.answers.set(command, () => Promise.resolve(fail(appError(REACHED, 'the core was asked'))));
  }
  const clock = createDrivenClock();
  const logger = createMemoryLogger();
  registerCommands(
    createRouter({
      commands: core.core.commands,
      snapshot: () => toSnapshot(core.core.store.state),
      allowedOrigins: new Set([APP_ORIGIN]),
      logger,
      clock,
    }),
  );
  const first = new BrowserWindow();
  const main: FakeFrame = { url: APP_URL, parent: null };
  return {
    core,
    clock,
    logger,
    main,
    knock: (command, argument, frame = main, window = first) =>
      fake.ipc.invoke(window.webContents, frame, CHANNEL_PREFIX + command, argument) as Promise<Envelope<unknown>>,
    openWindow: () => new BrowserWindow(),
  };
}

/** A frame whose document went while its message was under way: as documented, its properties throw. */
export function disposedFrame(): FakeFrame {
  const gone = (): never => {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed');
  };
  return Object.defineProperties({}, { url: { get: gone }, parent: { get: gone } }) as FakeFrame;
}
