/** What the user sees of the app, put together: tray, window, notifications' clicks, the window's commands. */
import { app, Menu } from 'electron';
import { join } from 'node:path';
import type { Core } from '../core/core.ts';
import type { Ports } from '../core/ports.ts';
import { createPublisher } from '../ipc/publisher.ts';
import type { ZoomStep } from '../core/settings/zoom.ts';
import { createRouter } from '../ipc/router.ts';
import { targetOf } from '../ipc/target.ts';
import { applicationMenu } from './window/app-menu.ts';
import { attachPage, registerCommands, sendNavigate } from './ipc.ts';
import type { LaterStarts } from './lifecycle/later-starts.ts';
import { APP_ORIGIN } from './security/protocol-path.ts';
import { remember } from './remembered.ts';
import { linkTarget } from './links/sip-links.ts';
import { runMenuCommand } from './tray/tray-commands.ts';
import { followTrayHost } from './tray/tray-fallback.ts';
import { desktopOf } from './tray/tray-host.ts';
import { readTrayMemory } from './tray/tray-memory.ts';
import { presentTray } from './tray/tray-presenter.ts';
import { maySharePhone } from './tray/tray-share.ts';
import { TrayController } from './tray/tray.ts';
import { readWindowMemory } from './window/window-memory.ts';
import { WindowSeat } from './window/window-seat.ts';
import { WindowManager } from './window/window.ts';
import { followLanguage } from './words/words.ts';

/** Shows the tray icon and answers the window's commands; the window itself comes when somebody opens it. */
export function createShell(
  core: Core,
  ports: Pick<Ports, 'clock' | 'logger' | 'culture' | 'settings' | 'notifier'>,
  place: { folder: string; platform: NodeJS.Platform; starts: LaterStarts },
): WindowManager {
  const { clock, logger, culture, settings } = ports;
  const { folder, platform, starts } = place;
  // What the window says it shows does not count once it lost the focus or went, whether it still said so or not.
  const nobodyLooks = (): void => void core.commands['window.shows']({ groupIds: [] });
  const publisher = createPublisher({ store: core.store, clock, logger });
  const desktop = desktopOf(process.env);
  const zoom = (): number => core.store.state.settings.zoom;
  const stepZoom = (step: ZoomStep): void => void core.commands['settings.zoom']({ step });
  const window = new WindowManager({
    clock,
    logger,
    platform,
    packaged: app.isPackaged,
    preload: join(folder, '../preload/index.cjs'),
    icon: join(folder, 'icons/rollcall.png'),
    seat: new WindowSeat({
      clock,
      platform,
      memory: remember(settings, logger, 'window', readWindowMemory),
      zoom,
      knowsPlace: platform !== 'linux' || !desktop.isWayland,
      trayBounds: () => tray.bounds(),
    }),
    zoom,
    stepZoom,
    attach(contents) {
      const detach = attachPage(publisher, contents);
      return () => {
        detach();
        nobodyLooks();
      };
    },
    navigate: sendNavigate,
    quit: () => app.quit(),
  });
  const tray: TrayController = new TrayController({
    clock,
    platform,
    icons: join(folder, 'icons/tray'),
    onOpen: () => window.open(),
    onCommand: (command) =>
      void runMenuCommand(command, {
        commands: core.commands,
        clock,
        open: (view) => window.open(view === null ? null : { view, groupId: null }),
        mayShare: (phone) => maySharePhone(phone, core),
        quit: () => app.quit(),
      }),
  });
  registerCommands(
    createRouter({
      commands: core.commands,
      snapshot: () => publisher.snapshot(),
      allowedOrigins: new Set([APP_ORIGIN]),
      logger,
      clock,
    }),
  );
  ports.notifier.onClick((spec) => window.open(targetOf(spec)));
  app.on('browser-window-blur', nobodyLooks);
  starts.follow((argv) => window.open(linkTarget(argv, core.store)));
  // Whoever quits sees that at once, though the session's end takes a moment.
  app.on('before-quit', () => tray.destroy());
  // The app lives in the tray: without a listener the last window's end would be the app's.
  app.on('window-all-closed', () => {});
  // Before the tray follows the same changes, which shows them in words.
  followLanguage(core.store, culture);
  const showMenu = (): void => {
    const menu = applicationMenu(platform, stepZoom);
    Menu.setApplicationMenu(menu === null ? null : Menu.buildFromTemplate(menu));
  };
  showMenu();
  core.store.subscribeTo(['settings'], (changes) => {
    for (const change of changes) {
      if (!('slice' in change) || change.slice !== 'settings') continue;
      if (change.before.zoom !== change.after.zoom) window.rezoom();
      if (change.before.language !== change.after.language) showMenu();
    }
  });
  presentTray(tray, { store: core.store, clock, culture, platform, desktop });
  if (platform === 'linux') {
    followTrayHost({
      clock,
      environment: process.env,
      notifier: ports.notifier,
      tellInWindow: () => core.tellNoTray(),
      memory: remember(settings, logger, 'tray', readTrayMemory),
      renewTray: () => tray.renew(),
      setTray: (isShown) => window.setTray(isShown),
    });
  }
  return window;
}
