/** The app in Electron: builds the ports, the core and what shows it. Composition only. */
import { app } from 'electron';
import { join } from 'node:path';
import { createCore } from './core/app.ts';
import { readPolicy } from './core/policy/policy.ts';
import { rereadPolicies } from './core/policy/reread.ts';
import type { Clock } from './core/ports.ts';
import { chooseCertificates } from './electron/security/client-certificates.ts';
import { watchCrashes } from './electron/lifecycle/crash.ts';
import { watchLaterStarts, type LaterStarts } from './electron/lifecycle/later-starts.ts';
import { createFileLogger } from './electron/system/log.ts';
import { opensAtStart } from './electron/system/login-item.ts';
import { refreshPolicies } from './electron/system/policy-refresh.ts';
import { createPorts } from './electron/ports.ts';
import { serveApp } from './electron/security/protocol.ts';
import { stopBeforeQuit } from './electron/lifecycle/quit.ts';
import { createSafeShell } from './electron/security/safe-shell.ts';
import { hardenAppSession, hardenPages } from './electron/security/security.ts';
import { createShell } from './electron/shell.ts';
import { linkTarget } from './electron/links/sip-links.ts';
import { startAccount } from './electron/sign-in/start-account.ts';
import { markLive, markStart } from './electron/lifecycle/start-marks.ts';
import { claimStart, failStart } from './electron/lifecycle/start.ts';
import { followSettings } from './electron/system/system-settings.ts';
import { beforeUpdate } from './electron/updates/updater.ts';
import { createSystemClock } from './system/clock.ts';
import { followLogLevel, type LevelLogger } from './system/log.ts';
import { readPolicySources } from './system/policy/read.ts';

const { platform, argv } = process;
const folder = import.meta.dirname;

async function run(clock: Clock, logger: LevelLogger, starts: LaterStarts): Promise<void> {
  const readPolicies = () => readPolicySources({ platform, env: process.env });
  const policies = readPolicies();
  await app.whenReady();
  markStart('ready');
  const links = createSafeShell(logger, clock);
  hardenAppSession();
  hardenPages((link) => void links.open(link));
  chooseCertificates(clock);
  serveApp(join(folder, '../renderer'));

  const first = await policies;
  const { updates, ...policy } = readPolicy(first);
  let retell = (): void => {};
  const ports = await createPorts({ clock, logger, links, platform, folder, updates, moved: () => retell() });
  const account = startAccount(argv, process.env['ROLLCALL_PASSWORD'], app.isPackaged);
  delete process.env['ROLLCALL_PASSWORD'];
  const core = createCore(ports, { policy, ...(account ? { signInAtStart: account } : {}) });
  followLogLevel(core.store, logger, app.isPackaged ? 'error' : 'debug');
  markLive(core.store);
  const window = createShell(core, ports, { folder, platform, starts });
  markStart('tray');
  stopBeforeQuit(
    clock,
    platform,
    () => window.letGo(),
    () => core.stop(),
  );
  beforeUpdate(() => window.letGo());
  ({ retell } = followSettings(core.store, logger, platform));
  refreshPolicies(
    clock,
    rereadPolicies({ logger, read: readPolicies, first, change: (next) => core.changePolicy(next) }),
  );
  await core.start();
  markStart('kept');

  const { wasOpenedAtLogin } = app.getLoginItemSettings();
  if (opensAtStart({ argv, platform, wasOpenedAtLogin, hasAccount: core.store.state.account !== null }))
    window.open(linkTarget(argv, core.store));
  // Only from here on: macOS also says `activate` when it starts an app.
  app.on('activate', () => window.open());
}

if (claimStart()) {
  const clock = createSystemClock();
  const toConsole = !app.isPackaged;
  const logger = createFileLogger({
    folder: app.getPath('logs'),
    clock,
    least: toConsole ? 'debug' : 'info',
    toConsole,
  });
  watchCrashes({ logger, clock, argv });
  run(clock, logger, watchLaterStarts()).catch((error: unknown) => failStart(logger, error));
}
