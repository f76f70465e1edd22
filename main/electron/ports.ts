/** All ports of the core, as Electron has them. */
import { app } from 'electron';
import type { Clock, Logger, Ports } from '../core/ports.ts';
import { createKeytarSecrets } from '../system/keytar-secrets.ts';
import { createMemoryTokens } from '../system/memory-tokens.ts';
import { createHttp } from './http.ts';
import { createNetwork } from './network.ts';
import { createNotifier } from './notifications.ts';
import { createPower } from './power.ts';
import { createSettings } from './settings.ts';

/** Call it after `ready`. Rejects when the settings' folder cannot be used. */
export async function createPorts(clock: Clock, logger: Logger, platform: NodeJS.Platform): Promise<Ports> {
  const userAgent = `Rollcall/${app.getVersion()}`;
  return {
    http: createHttp({ clock, userAgent }),
    clock,
    secrets: createKeytarSecrets(clock),
    tokens: createMemoryTokens(),
    signInHelp: { systemUser: false, pages: null, openId: null },
    files: { save: () => Promise.resolve('failed') },
    settings: await createSettings(clock),
    logger,
    power: createPower(),
    network: createNetwork(clock),
    notifier: createNotifier(logger, platform),
    userAgent,
    culture: app.getLocale(),
  };
}
