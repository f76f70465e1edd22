/** Watches on the session's D-Bus whether somebody owns a name, without a library: a socket and three calls. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Cancel } from '../../core/ports.ts';
import { decodeMessage, encodeCall } from './tray-bus-wire.ts';

const BUS = { path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', destination: 'org.freedesktop.DBus' };
const ASK = 3;

/**
 * The socket of the session's bus, with a leading NUL for an abstract one; null where none is named (D-Bus
 * Specification, "Server Addresses"). Pure.
 */
export function busSocket(environment: NodeJS.ProcessEnv): string | null {
  const runtime = environment['XDG_RUNTIME_DIR'];
  for (const address of (environment['DBUS_SESSION_BUS_ADDRESS'] ?? '').split(';')) {
    const [transport, ...rest] = address.split(':');
    if (transport !== 'unix') continue;
    const values = new Map(rest.join(':').split(',').map(pair));
    const path = values.get('path');
    const abstract = values.get('abstract');
    if (path) return path;
    if (abstract) return `\0${abstract}`;
  }
  return runtime ? `${runtime}/bus` : null;
}

/**
 * Tells whether `name` is owned on the bus behind `socket`: once at the start, then with every change. Where the bus
 * cannot be asked, or goes, it is told as not owned. The returned function ends it.
 */
export function watchBusName(socket: string, name: string, listener: (owned: boolean) => void): Cancel {
  let ended = false;
  const bus = connect(socket);
  const end = (): void => {
    ended = true;
    bus.destroy();
  };
  const lost = (): void => {
    if (ended) return;
    end();
    listener(false);
  };
  bus.on('error', lost);
  bus.on('close', lost);
  bus.once('connect', () => {
    // SASL EXTERNAL: the socket tells the bus who this is; the text is the user id in hexadecimal digits.
    bus.write(`\0AUTH EXTERNAL ${Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')}\r\n`);
  });
  let isOpen = false;
  let data = Buffer.alloc(0);
  bus.on('data', (more) => {
    data = Buffer.concat([data, more]);
    if (!isOpen) {
      const lineEnd = data.indexOf('\r\n');
      if (lineEnd < 0) return;
      if (!data.toString('latin1', 0, lineEnd).startsWith('OK ')) return lost();
      data = data.subarray(lineEnd + 2);
      isOpen = true;
      ask(bus, name);
    }
    try {
      for (let next = decodeMessage(data); next !== null; next = decodeMessage(data)) {
        data = data.subarray(next.length);
        const { type, replyTo, member, args } = next.message;
        if (type === 'reply' && replyTo === ASK) listener(args[0] === true);
        // The arguments: the name, its owner before, its owner now.
        if (type === 'signal' && member === 'NameOwnerChanged' && args[0] === name) listener(args[2] !== '');
        if (ended) return;
      }
    } catch {
      lost();
    }
  });
  return end;
}

function ask(bus: Socket, name: string): void {
  const rule = `type='signal',sender='${BUS.destination}',member='NameOwnerChanged',arg0='${name}'`;
  bus.write('BEGIN\r\n');
  bus.write(encodeCall({ ...BUS, serial: 1, member: 'Hello', args: [] }));
  bus.write(encodeCall({ ...BUS, serial: 2, member: 'AddMatch', args: [rule] }));
  bus.write(encodeCall({ ...BUS, serial: ASK, member: 'NameHasOwner', args: [name] }));
}

function pair(text: string): [string, string] {
  const [key = '', value = ''] = text.split('=');
  return [key, unescaped(value)];
}

/** Values of an address are escaped byte by byte, as in `%2f`. */
function unescaped(value: string): string {
  return value.replace(/%([0-9a-f]{2})/gi, (_all, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}
