/** The fake of `app`: order of start and quit as documented. */
import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReady, needsNotReady, preventable, setReady } from './lifecycle.ts';

/** What a quit has to close; the fakes of windows register themselves here. */
interface Closable extends EventEmitter {
  close(): void;
  destroy(): void;
  isDestroyed(): boolean;
}

type Faked = Pick<
  Electron.App,
  | 'enableSandbox'
  | 'exit'
  | 'getAppMetrics'
  | 'getLocale'
  | 'getLoginItemSettings'
  | 'getName'
  | 'getPath'
  | 'getPreferredSystemLanguages'
  | 'getVersion'
  | 'isDefaultProtocolClient'
  | 'isPackaged'
  | 'isReady'
  | 'quit'
  | 'relaunch'
  | 'releaseSingleInstanceLock'
  | 'removeAsDefaultProtocolClient'
  | 'requestSingleInstanceLock'
  | 'setAppUserModelId'
  | 'setAsDefaultProtocolClient'
  | 'setLoginItemSettings'
  | 'whenReady'
>;

export class FakeApp extends EventEmitter implements Faked {
  isPackaged = false;
  dock: Pick<Electron.Dock, 'hide'> | undefined = undefined;

  /** What the test sees and sets. */
  control = {
    sandboxed: false,
    /** False: another instance holds the lock. */
    lockFree: true,
    lockHeld: false,
    appUserModelId: '',
    /** The user's languages, the preferred one first, as the system spells them. */
    languages: ['en-US'],
    loginItems: [] as Electron.Settings[],
    /** What macOS answers; null: what was set last. */
    loginItemStatus: null as Electron.LoginItemSettings['status'] | null,
    wasOpenedAtLogin: false,
    userData: join(tmpdir(), 'rollcall-fake-user-data'),
    exitCode: null as number | null,
    /** What the system starts for links of a scheme, as the command line in the registry of Windows. */
    protocols: new Map<string, string>(),
    /** The system lets the app register nothing. */
    refusesProtocols: false,
    quitting: false,
    /** Starts to come after the end. */
    relaunches: [] as Electron.RelaunchOptions[],
    windows: new Set<Closable>(),
    /** What the system tells of the app's processes. */
    metrics: [] as Electron.ProcessMetric[],
  };

  /** A quit that `before-quit` let through; the windows, which take a moment to close, may still be there. */
  #beganToQuit = false;

  enableSandbox(): void {
    needsNotReady('app.enableSandbox');
    this.control.sandboxed = true;
  }

  requestSingleInstanceLock(): boolean {
    this.control.lockHeld = this.control.lockFree;
    return this.control.lockFree;
  }

  releaseSingleInstanceLock(): void {
    this.control.lockHeld = false;
  }

  /** The user starts the app again: whoever holds the lock is told, but never before it is ready. */
  secondInstance(argv: string[] = []): void {
    if (!this.control.lockHeld) return;
    void this.whenReady().then(() => this.emit('second-instance', preventable({}), argv, '/', undefined));
  }

  getAppMetrics(): Electron.ProcessMetric[] {
    return this.control.metrics;
  }

  isReady(): boolean {
    return isReady();
  }

  whenReady(): Promise<void> {
    return isReady() ? Promise.resolve() : new Promise((resolve) => this.once('ready', () => resolve()));
  }

  /** Becomes ready: `ready` is emitted, then the promises of `whenReady` resolve. */
  becomeReady(): void {
    if (isReady()) return;
    setReady(true);
    this.emit('ready', preventable({}), {});
  }

  /** before-quit, then every window's close, then will-quit, then quit; each of the first three can stop it. */
  quit(): void {
    if (this.control.exitCode !== null) return;
    const before = preventable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.control.quitting = true;
    this.#beganToQuit = true;
    for (const window of [...this.control.windows]) window.close();
    if (this.control.windows.size > 0) {
      this.control.quitting = false;
      return;
    }
    const will = preventable({});
    this.emit('will-quit', will);
    if (will.defaultPrevented) {
      this.control.quitting = false;
      return;
    }
    this.#end(0);
  }

  /** Ends at once: windows are destroyed, neither before-quit nor will-quit is emitted. */
  exit(exitCode = 0): void {
    if (this.control.exitCode !== null) return;
    this.control.quitting = true;
    for (const window of [...this.control.windows]) window.destroy();
    this.#end(exitCode);
  }

  /**
   * Windows ends the user's session: it asks every window, and tells every window if none objects. Then Electron ends
   * at once, without an event, unless the app began to quit when it was told.
   */
  endSession(reasons: Electron.WindowSessionEndEvent['reasons']): void {
    const asked = preventable({ reasons });
    for (const window of this.control.windows) window.emit('query-session-end', asked);
    if (asked.defaultPrevented) return;
    for (const window of [...this.control.windows]) window.emit('session-end', preventable({ reasons }));
    if (!this.#beganToQuit) this.control.exitCode ??= 0;
  }

  #end(exitCode: number): void {
    this.control.exitCode = exitCode;
    this.emit('quit', preventable({}), exitCode);
  }

  /** A window went; as documented, the last one's end quits the app unless somebody listens. */
  windowGone(window: Closable): void {
    this.control.windows.delete(window);
    if (this.control.windows.size > 0 || this.control.quitting || this.control.exitCode !== null) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    this.control.relaunches.push(options);
  }

  getName(): string {
    return 'rollcall';
  }

  getVersion(): string {
    return '0.1.0';
  }

  getLocale(): string {
    if (!isReady()) throw new Error('app.getLocale can only be called after the app is ready');
    return 'en-US';
  }

  getPreferredSystemLanguages(): string[] {
    return this.control.languages;
  }

  getPath(name: Parameters<Electron.App['getPath']>[0]): string {
    return name === 'userData' ? this.control.userData : join(this.control.userData, name);
  }

  setAppUserModelId(id: string): void {
    this.control.appUserModelId = id;
  }

  setAsDefaultProtocolClient(protocol: string, path = this.getPath('exe'), args: string[] = []): boolean {
    if (this.control.refusesProtocols) return false;
    this.control.protocols.set(protocol, protocolCommand(path, args));
    return true;
  }

  isDefaultProtocolClient(protocol: string, path = this.getPath('exe'), args: string[] = []): boolean {
    return this.control.protocols.get(protocol) === protocolCommand(path, args);
  }

  /** Takes away only what leads to this very program with these arguments. */
  removeAsDefaultProtocolClient(protocol: string, path = this.getPath('exe'), args: string[] = []): boolean {
    if (!this.isDefaultProtocolClient(protocol, path, args)) return false;
    return !this.control.refusesProtocols && this.control.protocols.delete(protocol);
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    this.control.loginItems.push(settings);
  }

  getLoginItemSettings(options: Electron.LoginItemSettingsOptions = {}): Electron.LoginItemSettings {
    const last = this.control.loginItems.at(-1);
    const isSet = last?.openAtLogin === true;
    // As Windows does it: the items that start the program asked for; a path ends at a space unless it is quoted.
    const program = (command = 'rollcall.exe'): string =>
      /^"([^"]*)"/.exec(command)?.[1] ?? command.split(' ')[0] ?? '';
    const path = program(last?.path);
    const { name = this.control.appUserModelId, enabled = true } = last ?? {};
    const isAsked = isSet && path === program(options.path);
    return {
      openAtLogin: isSet,
      wasOpenedAtLogin: this.control.wasOpenedAtLogin,
      status: this.control.loginItemStatus ?? (isSet ? 'enabled' : 'not-registered'),
      executableWillLaunchAtLogin: isSet && enabled,
      launchItems: isAsked ? [{ name, path, args: [], scope: 'user', enabled }] : [],
    };
  }
}

/** As Electron writes it: each part in quotes, the link last. */
function protocolCommand(path: string, args: readonly string[]): string {
  return [path, ...args, '%1'].map((part) => `"${part}"`).join(' ');
}

export let app = new FakeApp();

/** Starts over with a fresh application that is not ready. */
export function resetApp(): void {
  setReady(false);
  app = new FakeApp();
}
