/** Rollcall in a real Electron, against a simulated server; its tray and notifications are looked at from inside. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { electronBinary } from '../../build/commands/electron-binary.ts';
import { electronHost } from '../../build/commands/host.ts';
import { childEnvironment } from '../../build/commands/processes.ts';
import { publicKeyHash } from '../../build/commands/public-key.ts';
import { nameMap } from '../../build/commands/simulator-process.ts';
import { ROOT } from '../../build/commands/tools.ts';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import type { Shown } from '../support/window.ts';
import { eventually } from '../support/wait.ts';

/** What `watch` leaves in Electron's main process. */
interface Watched {
  menu: Electron.Menu | null;
  shown: Shown[];
}

export interface Launched {
  readonly simulator: Simulator;
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Notifications shown so far. */
  shown(): Promise<Shown[]>;
  /** Chooses an item of the tray's menu as soon as it can be chosen. */
  choose(id: string): Promise<void>;
  close(): Promise<void>;
}

/** Keeps the tray's last menu and every notification; the system shows both as ever. */
function watch(electron: ElectronApplication): Promise<void> {
  return electron.evaluate(({ Menu, Notification }) => {
    const kept: Watched = { menu: null, shown: [] };
    Object.assign(globalThis, { watched: kept });
    const build = Menu.buildFromTemplate.bind(Menu);
    Menu.buildFromTemplate = (template) => {
      const menu = build(template);
      if (menu.getMenuItemById('quit') !== null) kept.menu = menu;
      return menu;
    };
    const show = Notification.prototype.show;
    Notification.prototype.show = function (this: Electron.Notification) {
      kept.shown.push({ title: this.title, body: this.body });
      Reflect.apply(show, this, []);
    };
  });
}

/** Starts simulator and app; default: nobody is signed in. */
export async function launch({ signedIn = false } = {}): Promise<Launched> {
  const binary = electronBinary();
  if (binary === null) throw new Error('There is no Electron binary; npm run test:electron says so.');
  const simulator = await createSimulator({ people: 40, seed: 3 });
  const data = await mkdtemp(path.join(tmpdir(), 'rollcall-electron-'));
  const rules = nameMap(simulator).map(({ name, target }) => `MAP ${name}:443 ${target}`);
  const { args } = electronHost(binary, [
    '--disable-gpu',
    '--disable-dev-shm-usage',
    `--user-data-dir=${data}`,
    `--host-resolver-rules=${rules.join(',')}`,
    `--ignore-certificate-errors-spki-list=${await publicKeyHash(simulator)}`,
  ]);
  const env = childEnvironment({
    // No keychain: the one of the person who runs this is left alone.
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    ...(signedIn ? { ROLLCALL_PASSWORD: simulator.password } : {}),
  });
  const electron = await _electron.launch({
    executablePath: binary,
    args: [...args, ...(signedIn ? [`--rollcall-user=${simulator.address}`] : [])],
    cwd: ROOT,
    env: Object.fromEntries(
      Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  });
  await watch(electron);
  const page = await electron.firstWindow();
  return {
    simulator,
    electron,
    page,
    shown: () => electron.evaluate(() => (globalThis as unknown as { watched: Watched }).watched.shown),
    async choose(id) {
      await eventually(`the item ${id}`, () =>
        electron.evaluate((_electron, wanted) => {
          const { watched: kept } = globalThis as unknown as { watched: Watched };
          const item = kept.menu?.getMenuItemById(wanted) ?? null;
          if (item?.enabled !== true) return false;
          const press = item.click as () => void;
          press();
          return true;
        }, id),
      );
    },
    async close() {
      // Closed already where a test quit the app.
      await electron.close();
      await simulator.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
