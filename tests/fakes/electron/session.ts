/** The fake of `session`: partitions, and the handlers that were set on them. */
import { EventEmitter } from 'node:events';
import { needsNotReady, needsReady } from './lifecycle.ts';
import { FakeWebRequest } from './web-request.ts';

type Faked = Pick<
  Electron.Session,
  | 'allowNTLMCredentialsForDomains'
  | 'clearAuthCache'
  | 'clearStorageData'
  | 'closeAllConnections'
  | 'setBluetoothPairingHandler'
  | 'setCertificateVerifyProc'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setUSBProtectedClassesHandler'
  | 'setUserAgent'
>;
type Handler<K extends keyof Electron.Session> = Electron.Session[K] extends (handler: infer H, ...rest: never) => void
  ? Exclude<H, null>
  : never;

export class FakeProtocol implements Pick<Electron.Protocol, 'handle' | 'isProtocolHandled'> {
  handlers = new Map<string, Parameters<Electron.Protocol['handle']>[1]>();
  schemes: Electron.CustomScheme[] | null = null;

  handle(scheme: string, handler: Parameters<Electron.Protocol['handle']>[1]): void {
    needsReady('protocol.handle');
    if (this.handlers.has(scheme)) throw new Error(`The scheme ${scheme} is already handled`);
    this.handlers.set(scheme, handler);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }

  /** Before ready and once only, as documented. */
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    needsNotReady('protocol.registerSchemesAsPrivileged');
    if (this.schemes !== null) throw new Error('protocol.registerSchemesAsPrivileged was called twice');
    this.schemes = schemes;
  }

  /** What the window would get for this URL. */
  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) throw new Error('net::ERR_UNKNOWN_URL_SCHEME');
    return handler(new Request(url, init));
  }
}

export class FakeSession extends EventEmitter implements Faked {
  partition: string;
  cache: boolean;
  protocol = new FakeProtocol();
  webRequest = new FakeWebRequest();
  ntlmDomains: string | null = null;
  /** Zoom factors by origin, which all pages of the session share and each load comes back to. */
  zooms = new Map<string, number>();
  userAgent = 'Chromium';
  verify: Handler<'setCertificateVerifyProc'> | null = null;
  permissionRequest: Handler<'setPermissionRequestHandler'> | null = null;
  permissionCheck: Handler<'setPermissionCheckHandler'> | null = null;
  devicePermission: Handler<'setDevicePermissionHandler'> | null = null;
  displayMedia: Handler<'setDisplayMediaRequestHandler'> | null = null;
  bluetoothPairing: Handler<'setBluetoothPairingHandler'> | null = null;
  usbClasses: Handler<'setUSBProtectedClassesHandler'> | null = null;

  constructor(partition: string, cache: boolean) {
    super();
    this.partition = partition;
    this.cache = cache;
  }

  allowNTLMCredentialsForDomains(domains: string): void {
    this.ntlmDomains = domains;
  }
  /** What was cleared since the start, in order. */
  cleared: string[] = [];
  async clearStorageData(): Promise<void> {
    this.cleared.push('storage');
  }
  async clearAuthCache(): Promise<void> {
    this.cleared.push('auth');
  }
  async closeAllConnections(): Promise<void> {}
  setUserAgent(userAgent: string): void {
    this.userAgent = userAgent;
  }
  setCertificateVerifyProc(proc: FakeSession['verify']): void {
    this.verify = proc;
  }
  setPermissionRequestHandler(handler: FakeSession['permissionRequest']): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: FakeSession['permissionCheck']): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: FakeSession['devicePermission']): void {
    this.devicePermission = handler;
  }
  setDisplayMediaRequestHandler(handler: FakeSession['displayMedia']): void {
    this.displayMedia = handler;
  }
  setBluetoothPairingHandler(handler: FakeSession['bluetoothPairing']): void {
    this.bluetoothPairing = handler;
  }
  setUSBProtectedClassesHandler(handler: FakeSession['usbClasses']): void {
    this.usbClasses = handler;
  }
}

const sessions = new Map<string, FakeSession>();

function fromPartition(partition: string, options?: Electron.FromPartitionOptions): FakeSession {
  needsReady('session.fromPartition');
  const known = sessions.get(partition);
  if (known !== undefined) return known;
  const created = new FakeSession(partition, options?.cache ?? true);
  sessions.set(partition, created);
  return created;
}

export const session = {
  fromPartition,
  get defaultSession(): FakeSession {
    return fromPartition('');
  },
};

const protocolBeforeReady = new FakeProtocol();

/** The module `protocol` is the default session's, and registers privileged schemes before ready. */
export const protocol = {
  registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) =>
    protocolBeforeReady.registerSchemesAsPrivileged(schemes),
  handle: (...args: Parameters<FakeProtocol['handle']>) => fromPartition('').protocol.handle(...args),
  isProtocolHandled: (scheme: string) => fromPartition('').protocol.isProtocolHandled(scheme),
};

/** The schemes registered before ready. */
export function registeredSchemes(): Electron.CustomScheme[] {
  return protocolBeforeReady.schemes ?? [];
}

/** Forgets all sessions and schemes. */
export function resetSessions(): void {
  sessions.clear();
  protocolBeforeReady.schemes = null;
}
