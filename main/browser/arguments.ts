/** The command line of the browser host. Pure. */
import { parseArgs } from 'node:util';
import { MEDIA, type Medium } from '../core/core.ts';
import type { LogLevel } from '../core/ports.ts';
import { LOG_LEVELS } from '../system/log.ts';
import { parseResolveRule } from './resolve.ts';
import type { ResolveRule } from './resolve.ts';

export interface Arguments {
  /** Discovery root or pool address, or null: discovery by the address's domain. */
  server: string | null;
  user: string | null;
  /** File with one more certificate authority. */
  ca: string | null;
  /** Folder of settings and journal, or null for the user's usual one. */
  data: string | null;
  resolve: ResolveRule[];
  open: boolean;
  /** 0: any free one. */
  port: number;
  logLevel: LogLevel;
  /** Null: as the settings say. */
  medium: Medium | null;
  /** File of policies, as an organisation lays them down. */
  policy: string | null;
  /** The app's registration for Microsoft sign-in; authority null: the one that the server names. */
  openId: { clientId: string; authority: string | null } | null;
}

export type Parsed = { kind: 'run'; arguments: Arguments } | { kind: 'help' } | { kind: 'bad'; message: string };

export const HELP = `Usage: npm run browser -- [options]

Runs Rollcall in plain Node; its window is a browser tab on this machine.

  --user ADDRESS      sign-in address, name@example.org; signs in at once when the
                      environment variable ROLLCALL_PASSWORD holds the password
  --server URL        discovery root or pool address (default: found by the address)
  --ca FILE           trust one more certificate authority (PEM)
  --data DIR          where settings and journal are kept (default: the user's
                      configuration folder)
  --resolve NAME:PORT:ADDRESS:PORT
                      connect to ADDRESS:PORT instead of NAME:PORT; may be repeated
  --port N            port of the page on 127.0.0.1 (default: any free one)
  --no-open           do not open a browser, only print the page's address
  --log-level LEVEL   ${LOG_LEVELS.join(', ')} (default: info); the settings may add to it
  --medium MEDIUM     ${MEDIA.join(', ')}: what the server
                      is spoken to in (default: as the settings say, else json)
  --policy FILE       lay down the policies of this file (JSON; build/policy/README.md)
  --openid-client-id ID
                      offer Microsoft sign-in with this registration of the app
  --openid-authority URL
                      sign in there (default: where the server says)
  --help              show this
`;

function isServer(text: string): boolean {
  const url = text.includes('://') ? text : `https://${text}`;
  return URL.canParse(url) && new URL(url).protocol === 'https:' && new URL(url).username === '';
}

function isLogLevel(text: string): text is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(text);
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    options: {
      server: { type: 'string' },
      user: { type: 'string' },
      ca: { type: 'string' },
      data: { type: 'string' },
      resolve: { type: 'string', multiple: true, default: [] },
      'no-open': { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      'log-level': { type: 'string', default: 'info' },
      medium: { type: 'string' },
      policy: { type: 'string' },
      'openid-client-id': { type: 'string' },
      'openid-authority': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

function openIdOf(clientId: string | undefined, authority: string | null): Arguments['openId'] {
  if (authority !== null && (!authority.startsWith('https://') || !isServer(authority)))
    throw new Error(`--openid-authority is an https address, not ${authority}`);
  if (clientId === undefined) {
    if (authority !== null) throw new Error('--openid-authority needs --openid-client-id ID');
    return null;
  }
  if (!/^[\w.:/-]{1,200}$/.test(clientId)) throw new Error('--openid-client-id is an identifier');
  return { clientId, authority };
}

function check(values: ReturnType<typeof parse>): Arguments {
  const { server = null, user = null, ca = null, data = null, policy = null, port, 'log-level': logLevel } = values;
  if (server !== null && !isServer(server)) throw new Error(`--server is an https address, not ${server}`);
  if (user !== null && !/^(sip:)?[^\s@]+@[^\s@]+$/i.test(user)) throw new Error(`--user looks like name@example.org`);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Error(`--port is a number from 0 to 65535, not ${port}`);
  if (!isLogLevel(logLevel)) throw new Error(`--log-level is one of ${LOG_LEVELS.join(', ')}, not ${logLevel}`);
  const medium = values.medium === undefined ? null : MEDIA.find((one) => one === values.medium);
  if (medium === undefined) throw new Error(`--medium is one of ${MEDIA.join(', ')}, not ${values.medium ?? ''}`);
  const openId = openIdOf(values['openid-client-id'], values['openid-authority'] ?? null);
  const resolve = values.resolve.map((text) => {
    const rule = parseResolveRule(text);
    if (rule === null) throw new Error(`--resolve is NAME:PORT:ADDRESS:PORT, not ${text}`);
    return rule;
  });
  return {
    server,
    user,
    ca,
    data,
    resolve,
    open: !values['no-open'],
    port: Number(port),
    logLevel,
    medium,
    policy,
    openId,
  };
}

/** Reads the arguments after the program's name. */
export function parseArguments(argv: readonly string[]): Parsed {
  try {
    const values = parse(argv);
    return values.help ? { kind: 'help' } : { kind: 'run', arguments: check(values) };
  } catch (error) {
    return { kind: 'bad', message: error instanceof Error ? error.message : String(error) };
  }
}

/** `$XDG_CONFIG_HOME/rollcall`, else `~/.config/rollcall`. A relative XDG path is ignored, as its specification says. */
export function defaultDataFolder(env: { XDG_CONFIG_HOME?: string | undefined }, home: string): string {
  const base = env.XDG_CONFIG_HOME ?? '';
  return base.startsWith('/') ? `${base}/rollcall` : `${home}/.config/rollcall`;
}
