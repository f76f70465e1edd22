/**
 * What the core needs from the outside, as interfaces, and the limit that all who carry bodies keep. `main/electron`,
 * `main/browser` and `main/system` implement them; tests bring their own. Nothing in here or below may import electron
 * or a node module.
 */

/** One HTTP request. The transport adds nothing of its own: no Origin, Referer, cookies or redirects followed. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute URL, kept byte for byte. */
  url: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Text is sent as UTF-8. A POST without body is sent with `Content-Length: 0`. */
  body: string | null;
  /** Give up after this many milliseconds without a complete answer. */
  timeoutMs: number;
  /**
   * Whom the transport speaks for. Default `nobody`: no cookies, no answer to NTLM or Negotiate. `systemUser`: it
   * answers NTLM and Negotiate of this very host as the system's user. `pageUser`: it sends the cookies that the
   * sign-in page left for this host. Only for hosts that may be given credentials.
   */
  as?: 'nobody' | 'systemUser' | 'pageUser';
}

export interface HttpResponse {
  status: number;
  /** Names in lower case; every value of a repeated field, in order. */
  headers: Record<string, string[]>;
  body: Uint8Array;
}

/**
 * The most bytes that the body of an answer may have, before and after decompression: the transports give up beyond
 * it with `tooLarge`, and the readers refuse it. The largest expected answer is a batch of 100 resources.
 */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Why no answer came. `tls`: the certificate was refused. `tooLarge`: more than `MAX_BODY_BYTES`. `aborted`: the caller's signal. */
export interface HttpFailure {
  kind: 'offline' | 'unreachable' | 'timeout' | 'tls' | 'tooLarge' | 'aborted';
  /** For logs: what the transport said, e.g. `ECONNREFUSED` or the certificate's issuer and fingerprint. */
  detail: string;
}

export type HttpOutcome = { ok: true; response: HttpResponse } | { ok: false; failure: HttpFailure };

/** Sends requests over the system's network stack. Never throws and never follows a redirect. */
export interface Http {
  send(request: HttpRequest, signal?: AbortSignal): Promise<HttpOutcome>;
}

/** Stops a timer; harmless afterwards. */
export type Cancel = () => void;

/** Time and randomness. A test drives it; nothing in the core reads Date or Math.random. */
export interface Clock {
  /** Milliseconds since 1970 (UTC); may jump. */
  now(): number;
  /** Runs `callback` once after `ms` milliseconds (0 or more). */
  setTimer(ms: number, callback: () => void): Cancel;
  /** 0 <= n < 1. */
  random(): number;
  /** A fresh GUID. */
  uuid(): string;
}

export type SecretFailure = { ok: false; reason: 'unavailable' | 'refused' | 'tooLarge'; detail: string };

/** The operating system's keychain. Never throws; a missing keychain is `unavailable`. */
export interface SecretStore {
  get(account: string): Promise<{ ok: true; secret: string | null } | SecretFailure>;
  set(account: string, secret: string): Promise<{ ok: true } | SecretFailure>;
  delete(account: string): Promise<{ ok: true } | SecretFailure>;
}

/**
 * Named JSON documents on disk (settings, cache, journal). A save is atomic: after a crash the file holds the old or
 * the new document. A file that cannot be read is set aside and reported as `corrupt`.
 */
export interface SettingsStore {
  load(name: string): { value: unknown; corrupt: boolean };
  /** Returns when the document is safe on disk. Throws only when the disk refuses (full, no rights). */
  save(name: string, value: unknown): void;
  /**
   * The same without holding anybody up: resolves when the document is safe on disk, rejects when the disk refuses. One
   * at a time. `isWanted` is asked last: when it says no, the file stays as it is.
   */
  saveBehind(name: string, value: unknown, isWanted: () => boolean): Promise<void>;
  delete(name: string): void;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Fields are plain values; the caller never passes a secret, an href or a body. */
export interface Logger {
  log(level: LogLevel, message: string, fields?: Record<string, string | number | boolean | null>): void;
}

/** Sleep and idle time of the machine. */
export interface Power {
  onResume(listener: () => void): Cancel;
  onSuspend(listener: () => void): Cancel;
  /** Seconds since the last key or mouse input; Infinity where it cannot be known. */
  idleSeconds(): number;
}

/** Whether a network is there at all. */
export interface Network {
  online(): boolean;
  onChange(listener: (online: boolean) => void): Cancel;
}

/** One native notification. `tag`: a later one with the same tag replaces it. */
export interface NotificationSpec {
  tag: string;
  title: string;
  body: string;
  /** Where a click leads. */
  groupId: string | null;
  /** Whose card a click opens there. */
  address?: string;
}

/** Shows native notifications. `onClick` is told the specification that was clicked. */
export interface Notifier {
  show(spec: NotificationSpec): void;
  /** Takes away what is shown under this tag; harmless when nothing is. */
  withdraw(tag: string): void;
  /** Told each time the system refuses to show one. */
  onRefused(listener: () => void): Cancel;
  onClick(listener: (spec: NotificationSpec) => void): Cancel;
}

/** Shows a sign-in page (ADFS; PROTOCOL 3.4) apart from everything else; its cookies serve `pageUser` requests only. */
export interface SignInPages {
  /**
   * Opens `url` (https) and resolves when the page has led back to `returnsTo` (an origin) with a good answer, or with
   * `closed` by the user or `signal`, or `failed` when it could not be shown. Never throws.
   */
  show(page: { url: string; returnsTo: string }, signal: AbortSignal): Promise<'returned' | 'closed' | 'failed'>;
  /** Forgets the cookies. */
  forget(): Promise<void>;
}

/** What a token of an OpenID provider is asked for. */
export interface OpenIdRequest {
  /** Base URL of the provider and tenant (https), such as `https://login.example.com/organizations`. */
  authority: string;
  /** The app's registration with the provider. */
  clientId: string;
  /** Origin that the token is for: its audience. */
  resource: string;
  /** Sign-in address, to choose the account. */
  address: string;
  /** May ask the user in the system's browser; otherwise only what is remembered is used. */
  interactive: boolean;
}

export type OpenIdOutcome =
  | { ok: true; token: string; /** Milliseconds since 1970. */ expiresAt: number }
  | { ok: false; reason: 'interactionRequired' | 'cancelled' | 'denied' | 'unreachable' | 'failed'; detail: string };

/** Microsoft sign-in: authorization code with PKCE in the system's browser (PROTOCOL 3.6). Never throws. */
export interface OpenId {
  acquire(request: OpenIdRequest, signal: AbortSignal): Promise<OpenIdOutcome>;
  /** Forgets what is remembered of an account. */
  forget(address: string): Promise<void>;
}

/** What this host can do for signing in besides sending a password. */
export interface SignInHelp {
  /** The transport can speak for the system's user. */
  readonly systemUser: boolean;
  readonly pages: SignInPages | null;
  readonly openId: OpenId | null;
}

/** Large secrets (tickets, token caches), encrypted with a key of the system keychain. Never throws, never plain. */
export interface TokenStore {
  /** Null: nothing kept, or it cannot be read any more. */
  load(name: string): Promise<string | null>;
  /** False: this system cannot keep it. */
  save(name: string, text: string): Promise<boolean>;
  delete(name: string): Promise<void>;
}

/** Files that the user asked for. */
export interface Files {
  /** Lets the user choose where `text` (UTF-8) is saved; `name` is a suggestion. Never throws. */
  save(name: string, text: string): Promise<'saved' | 'cancelled' | 'failed'>;
}

/** Why there is no update. `refused`: what came is not what its publisher announced. `detail` is for logs. */
export interface UpdateFailure {
  ok: false;
  reason: 'unreachable' | 'refused';
  detail: string;
}

/** Newer versions of the app. Never offers an older one, never throws, installs only when the app ends. */
export interface Updater {
  /** Asks the feed; version null: this one is the newest. */
  check(): Promise<{ ok: true; version: string | null } | UpdateFailure>;
  /** Fetches what `check` found, proves it, and has it installed when the app quits. `onProgress`: 0..100. */
  download(onProgress: (percent: number) => void): Promise<{ ok: true } | UpdateFailure>;
  /** After `download`: ends the app, installs, and starts it again. */
  install(): void;
}

/** What the app is and what it runs in, in plain values. */
export interface AppFacts {
  /** Of the app, such as `0.1.0`. */
  version: string;
  host: 'electron' | 'browser';
  /** Electron, Chromium, Node: what there is of them, by name. */
  components: Readonly<Record<string, string>>;
  /** Name, release and architecture of the operating system. */
  system: string;
}

/** Settings that not every host can carry out. */
export type HostSetting = 'startAtLogin' | 'openSipLinks' | 'zoom';

/** The program around the core, as diagnostics and the settings see it. Nothing here throws. */
export interface AppHost {
  readonly facts: AppFacts;
  /** Those settings that this host carries out, of those that not every host can. */
  readonly settings: readonly HostSetting[];
  /** The documents on disk by name, with their sizes; empty when they cannot be listed. */
  documents(): Promise<readonly { name: string; bytes: number }[]>;
  /** Shows the folder of the log files; false when the system could not. Null: there are no log files. */
  readonly openLogs: (() => Promise<boolean>) | null;
  /** The licences of what others made, as text; null where the text is not part of this copy. */
  licences(): Promise<string | null>;
}

/** Everything the core stands on. */
export interface Ports {
  http: Http;
  clock: Clock;
  secrets: SecretStore;
  tokens: TokenStore;
  signInHelp: SignInHelp;
  files: Files;
  settings: SettingsStore;
  logger: Logger;
  power: Power;
  network: Network;
  notifier: Notifier;
  /** Null: this copy is not updated by itself (development, the system's packages, the organisation's wish). */
  updater: Updater | null;
  host: AppHost;
  /** Sent as userAgent of the application and as HTTP User-Agent, e.g. `Rollcall/0.1.0`. */
  userAgent: string;
  /** BCP 47, e.g. `en-US`; the language of the server's messages. */
  culture: string;
}
