/**
 * The app in plain Node, its window a browser tab: for development, tests and demonstrations. Composition and command
 * line; `npm run browser -- --help` lists the options.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { defaultDataFolder, HELP, parseArguments } from './browser/arguments.ts';
import type { Arguments } from './browser/arguments.ts';
import { createDocuments } from './browser/documents.ts';
import { createEnding } from './browser/ending.ts';
import { createFiles } from './browser/files.ts';
import { createNodeHttp } from './browser/http.ts';
import { createNetwork } from './browser/network.ts';
import { createNotifier } from './browser/notifier.ts';
import { openBrowser } from './browser/open.ts';
import { isBuilt } from './browser/page-files.ts';
import { createPower } from './browser/power.ts';
import type { ResolveRule } from './browser/resolve.ts';
import { startServer } from './browser/server.ts';
import { createShell } from './browser/shell.ts';
import { createCore } from './core/app.ts';
import type { CoreOptions } from './core/app.ts';
import type { Core } from './core/core.ts';
import { readPolicy, type Policy } from './core/policy/policy.ts';
import type { Clock, Logger } from './core/ports.ts';
import { createPublisher } from './ipc/publisher.ts';
import { createRouter } from './ipc/router.ts';
import { createAppHost } from './system/app-host.ts';
import { createSystemClock } from './system/clock.ts';
import { createKeytarSecrets } from './system/keytar-secrets.ts';
import { createLogger, detailOf, followLogLevel } from './system/log.ts';
import { createMemoryTokens } from './system/memory-tokens.ts';
import { createOpenId } from './system/microsoft.ts';
import { readPolicyFile } from './system/policy/file.ts';

export interface BrowserHostOptions {
  /** Folder of settings and journal; made where it is missing. */
  data: string;
  /** The account to start with; with its password it signs in as soon as the core is up. */
  signIn: CoreOptions['signInAtStart'] | null;
  /** Used where the sign-in form names no server; null: discovery. */
  defaultServer?: string | null;
  /** Goes before the one in the settings; null: none does. */
  medium?: CoreOptions['medium'] | null;
  /** What the organisation allows; default: everything, but Microsoft sign-in only with a registration. */
  policy?: CoreOptions['policy'];
  /** Shows an https address in the system's browser; default: Microsoft sign-in is not possible. */
  openLink?: (url: string) => Promise<boolean>;
  /** PEM text of one more certificate authority. */
  ca: string | null;
  resolve: readonly ResolveRule[];
  /** 0: any free one. */
  port: number;
  logger: Logger;
  clock?: Clock;
  /** Built window and preload script; default: those under `out/`. */
  files?: { renderer: string; preload: string };
}

export interface BrowserHost {
  /** The page, `http://127.0.0.1:PORT/KEY/`. */
  url: string;
  core: Core;
  /** Settles when the core has loaded what was kept; rejects when it cannot start. */
  started: Promise<void>;
  /** Keychain calls that never came back; they would hold the process at its end. */
  hanging: () => number;
  /** Ends the session, then the pages. Safe to call twice. */
  close(): Promise<void>;
}

/** Built window and preload script of this project. */
export function builtFiles(): { renderer: string; preload: string } {
  const out = join(import.meta.dirname, '..', 'out');
  return { renderer: join(out, 'renderer'), preload: join(out, 'preload', 'index.cjs') };
}

function version(): string {
  const text = readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Starts the app. Resolves when the page can be opened; rejects when the folder or the port cannot be used. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { logger, clock = createSystemClock(), files = builtFiles() } = options;
  if (!isBuilt(files)) throw new Error('the window is not built yet: run npm run build');
  const settings = createDocuments(options.data, clock, logger);
  const http = createNodeHttp({ clock, ca: options.ca, resolve: options.resolve });
  const secrets = createKeytarSecrets(clock);
  const power = createPower(clock);
  const network = createNetwork(clock);
  const notifier = createNotifier(logger);
  const userAgent = `Rollcall/${version()}`;
  const culture = Intl.DateTimeFormat().resolvedOptions().locale;
  const tokens = createMemoryTokens();
  const openId = options.openLink ? createOpenId({ http, clock, tokens, openBrowser: options.openLink }) : null;
  // Node answers no NTLM or Negotiate, and the cookies of a browser's tab are not ours to read.
  const signInHelp = { systemUser: false, pages: null, openId };
  const downloads = createFiles(logger);
  const ports = {
    http,
    clock,
    secrets,
    tokens,
    signInHelp,
    files: downloads,
    settings,
    logger,
    power,
    network,
    notifier,
    updater: null,
    host: createAppHost({
      version: version(),
      host: 'browser',
      // The browser has its own zoom; nothing else of this host is the system's.
      settings: [],
      documents: options.data,
      licences: join(import.meta.dirname, '../out/licences/third-party-licences.txt'),
      openLogs: null,
    }),
    userAgent,
    culture,
  };
  const core = createCore(ports, {
    defaultServer: options.defaultServer ?? null,
    ...(options.signIn ? { signInAtStart: options.signIn } : {}),
    ...(options.medium ? { medium: options.medium } : {}),
    ...(options.policy ? { policy: options.policy } : {}),
  });

  const allowedOrigins = new Set<string>();
  const publisher = createPublisher({ store: core.store, clock, logger });
  const router = createRouter({
    commands: core.commands,
    snapshot: () => publisher.snapshot(),
    allowedOrigins,
    logger,
    clock,
  });
  const shell = createShell({
    store: core.store,
    router,
    publisher,
    notifier,
    files: downloads,
    nobodyLooks: () => void core.commands['window.shows']({ groupIds: [] }),
    inputSeen: () => power.inputSeen(),
  });

  function release(): void {
    shell.stop();
    publisher.stop();
    power.stop();
    network.stop();
    http.close();
  }

  try {
    const server = await startServer({
      files,
      port: options.port,
      clock,
      logger,
      connect: (tab) => shell.connect(tab),
    });
    allowedOrigins.add(server.origin);
    let closing: Promise<void> | null = null;
    return {
      url: server.url,
      core,
      started: core.start(),
      hanging: () => secrets.hanging(),
      close() {
        closing ??= core.stop().finally(async () => {
          release();
          await server.close();
        });
        return closing;
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

function complain(message: string): void {
  process.stderr.write(`rollcall: ${message}\n`);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The command line cannot be followed. */
function refuse(message: string): void {
  complain(`${message}\nTry --help.`);
  process.exitCode = 2;
}

/** Ends the process, also when a keychain holds one of its threads: the runtime would wait for that thread. */
function leave(code: number, hanging: number): never {
  if (hanging > 0) process.execve?.(process.execPath, ['node', '-e', `process.exit(${code})`]);
  process.exit(code);
}

/** Reads one more authority; throws where the file is none, now and not at the first request. */
function readAuthority(file: string): string {
  const pem = readFileSync(file, 'utf8');
  new X509Certificate(pem);
  return pem;
}

/** Reads a file of policies; throws where it is not there. */
async function policyOf(file: string | null): Promise<Policy> {
  if (file === null) return {};
  const source = await readPolicyFile(file, () => Promise.resolve(false));
  if (source === null) throw new Error(`--policy ${file} is not there`);
  return readPolicy([source]);
}

/** Takes the password out of the environment, so that no process started from here inherits it. */
function takePassword(): string | null {
  const password = process.env['ROLLCALL_PASSWORD'];
  delete process.env['ROLLCALL_PASSWORD'];
  return password === undefined || password === '' ? null : password;
}

async function run(given: Arguments, password: string | null, ca: string | null): Promise<void> {
  const clock = createSystemClock();
  const logger = createLogger(
    given.logLevel,
    (line) => void process.stderr.write(`${line}\n`),
    () => clock.now(),
  );
  const data = given.data ?? defaultDataFolder(process.env, homedir());
  const signIn = given.user === null ? null : { address: given.user, password, server: given.server };
  const { resolve, port, medium, server: defaultServer } = given;
  let forgetFile = (): void => {};
  const open = (url: string): void => {
    const note = (reason: string): void => complain(`no browser could be opened (${reason}); open the address above`);
    if (given.open) forgetFile = openBrowser(url, data, note);
  };
  const host = await startBrowserHost({
    data,
    signIn,
    defaultServer,
    medium,
    policy: { ...(await policyOf(given.policy)), ...(given.openId === null ? {} : { openId: given.openId }) },
    openLink(url) {
      console.log(`To sign in, open: ${url}`);
      open(url);
      return Promise.resolve(true);
    },
    ca,
    resolve,
    port,
    logger,
    clock,
  });

  followLogLevel(host.core.store, logger, given.logLevel);

  const end = createEnding({
    close: () => host.close(),
    leave(code) {
      forgetFile();
      leave(code, host.hanging());
    },
    clock,
    logger,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));
  const defect = (error: unknown): void => {
    logger.log('error', 'the app failed unexpectedly and ends', { detail: detailOf(error) });
    end(1);
  };
  process.on('uncaughtException', defect);
  process.on('unhandledRejection', defect);

  console.log(`Rollcall is running: ${host.url}`);
  open(host.url);
  await host.started;
}

async function main(): Promise<void> {
  const password = takePassword();
  const parsed = parseArguments(process.argv.slice(2));
  if (parsed.kind === 'help') return void process.stdout.write(HELP);
  if (parsed.kind === 'bad') return refuse(parsed.message);
  const given = parsed.arguments;
  if (given.user === null && password !== null) return refuse('ROLLCALL_PASSWORD needs --user ADDRESS');
  let ca: string | null;
  try {
    ca = given.ca === null ? null : readAuthority(given.ca);
  } catch (error) {
    return refuse(`--ca ${given.ca ?? ''} is no certificate: ${wordsOf(error)}`);
  }
  await run(given, password, ca);
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    complain(wordsOf(error));
    process.exit(1);
  });
}
