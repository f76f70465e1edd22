/** All ports of the core, as Electron has them. */
import { app } from 'electron';
import { join } from 'node:path';
import type { UpdatePolicy } from '../core/policy/policy.ts';
import type { Clock, Logger, Ports } from '../core/ports.ts';
import { createKeytarSecrets } from '../system/keytar-secrets.ts';
import { createOpenId } from '../system/microsoft.ts';
import { createHost } from './system/app-host.ts';
import { createHttp } from './http/http.ts';
import { createNetwork } from './system/network.ts';
import { createNotifier } from './notifications.ts';
import { createPower } from './system/power.ts';
import type { SafeShell } from './security/safe-shell.ts';
import { createSafeTokens } from './sign-in/safe-tokens.ts';
import { createFiles } from './system/save-file.ts';
import { createSettings } from './settings.ts';
import { createSignInPages } from './sign-in/sign-in-page.ts';
import { createUpdater } from './updates/updater.ts';

/** What the ports are built from. `folder`: of the bundle, with its icons. */
export interface PortsParts {
  clock: Clock;
  logger: Logger;
  links: SafeShell;
  platform: NodeJS.Platform;
  folder: string;
  /** What the organisation says of updates. */
  updates: UpdatePolicy;
  /** The program lies elsewhere now. */
  moved: () => void;
}

/** Call it after `ready`. Rejects when the settings' folder cannot be used. */
export async function createPorts(parts: PortsParts): Promise<Ports> {
  const { clock, logger, links, platform, folder, updates, moved } = parts;
  const userAgent = `Rollcall/${app.getVersion()}`;
  const http = createHttp({ clock, userAgent });
  const tokens = createSafeTokens(app.getPath('userData'), logger, platform);
  return {
    http,
    clock,
    secrets: createKeytarSecrets(clock),
    tokens,
    signInHelp: {
      systemUser: true,
      pages: createSignInPages(clock, logger, platform, join(folder, 'icons/rollcall.png')),
      openId: createOpenId({ http, clock, tokens, openBrowser: (url) => links.open(url) }),
    },
    files: createFiles(logger),
    settings: await createSettings(clock),
    logger,
    power: createPower(),
    network: createNetwork(clock),
    notifier: createNotifier(logger, platform),
    updater: createUpdater({ platform, policy: updates, logger, moved }),
    host: createHost(logger, folder, platform),
    userAgent,
    culture: app.getLocale(),
  };
}
