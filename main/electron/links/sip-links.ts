/**
 * Links to `sip:`: whom one of them names, and whether the system gives them to this app.
 *
 * Windows is asked by Electron, Linux by files (`linux-links.ts`), for there Electron cannot give them back
 * (electron.d.ts, `removeAsDefaultProtocolClient`). macOS is not asked: it gives them to apps whose Info.plist claims
 * them, which cannot change at runtime, and so to this one even where the user does not want it.
 */
import { app } from 'electron';
import type { ReadableStore } from '../../core/core.ts';
import { addressOf } from '../../core/store/state.ts';
import { targetOf } from '../../ipc/target.ts';
import type { Events } from '../../../preload/contract/commands.ts';
import { configFolder, dataFolder } from './desktop-entry.ts';
import { applyLinuxLinks } from './linux-links.ts';

const SCHEME = 'sip';
/** Stands before the link on the command line, so that nothing in a link is taken for a switch. */
const ARGUMENTS = ['--'];
/** One plain address and nothing that quotes, encodes, adds or asks; the length is that of the contract's addresses. */
const LINK = /^sip:(?=.{3,246}$)[a-z0-9_.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/i;

/**
 * Whom a link on this command line names; null: there is none, or anything is unusual about it. Anybody can write a
 * link, so whatever else came with it is not looked at. Pure.
 */
export function sipAddressIn(argv: readonly string[]): string | null {
  const [link, ...more] = argv.filter((argument) => /^sip:/i.test(argument));
  return link !== undefined && more.length === 0 && LINK.test(link) ? addressOf(link) : null;
}

/** Where a start with this command line leads: to a person's card, where the user wants such links opened here. */
export function linkTarget(argv: readonly string[], { state }: ReadableStore): Events['navigate'] | null {
  const address = state.settings.openSipLinks ? sipAddressIn(argv) : null;
  return address === null ? null : targetOf({ groupId: null, address });
}

/**
 * Asks the system for these links, or gives them back; what is so already is left alone. False: the system refused.
 * An unpackaged app is never named: it would be Electron itself.
 */
export function applySipLinks(wanted: boolean, platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  if (!app.isPackaged) return true;
  const program = app.getPath('exe');
  switch (platform) {
    case 'win32':
      if (app.isDefaultProtocolClient(SCHEME, program, ARGUMENTS) === wanted) return true;
      return wanted
        ? app.setAsDefaultProtocolClient(SCHEME, program, ARGUMENTS)
        : app.removeAsDefaultProtocolClient(SCHEME, program, ARGUMENTS);
    case 'linux': {
      const home = app.getPath('home');
      const folders = { configFolder: configFolder(environment, home), dataFolder: dataFolder(environment, home) };
      try {
        applyLinuxLinks(wanted, ARGUMENTS, { program: environment['APPIMAGE'] ?? program, ...folders });
        return true;
      } catch {
        return false;
      }
    }
    default:
      return true;
  }
}
