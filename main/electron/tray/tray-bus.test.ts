import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RECORDED, startFakeBus, WATCHED } from '../testing/bus.ts';
import type { FakeBus } from '../testing/bus.ts';
import { decodeMessage, encodeCall } from './tray-bus-wire.ts';
import { busSocket, watchBusName } from './tray-bus.ts';

const bytes = (name: keyof typeof RECORDED) => Buffer.from(RECORDED[name], 'hex');
const CALL = {
  serial: 3,
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'NameHasOwner',
  destination: 'org.freedesktop.DBus',
  args: [WATCHED],
};

describe('the wire', () => {
  it.each([
    ['hello', { type: 'reply', replyTo: 1, member: null, args: [':1.0'] }],
    ['acquired', { type: 'signal', replyTo: null, member: 'NameAcquired', args: [':1.0'] }],
    ['matched', { type: 'reply', replyTo: 2, member: null, args: [] }],
    ['notOwned', { type: 'reply', replyTo: 3, member: null, args: [false] }],
    ['came', { type: 'signal', replyTo: null, member: 'NameOwnerChanged', args: [WATCHED, '', ':1.1'] }],
    ['went', { type: 'signal', replyTo: null, member: 'NameOwnerChanged', args: [WATCHED, ':1.1', ''] }],
  ] as const)('reads what a daemon sent: %s', (name, message) => {
    expect(decodeMessage(bytes(name))).toEqual({ message, length: bytes(name).length });
  });

  it('reads an error', () => {
    expect(decodeMessage(bytes('noOwner'))?.message).toMatchObject({ type: 'error', replyTo: 4 });
  });

  it('waits for the rest of a message, and leaves what follows it', () => {
    const whole = bytes('came');
    for (let length = 0; length < whole.length; length += 1)
      expect(decodeMessage(whole.subarray(0, length))).toBeNull();
    expect(decodeMessage(Buffer.concat([whole, whole]))?.length).toBe(whole.length);
  });

  it('writes a call as the specification says', () => {
    const parts = [
      '6c010001' + '22000000' + '03000000' + '7f000000',
      '01016f00' + '15000000' + Buffer.from('/org/freedesktop/DBus\0').toString('hex') + '0000',
      '02017300' + '14000000' + Buffer.from('org.freedesktop.DBus\0').toString('hex') + '000000',
      '03017300' + '0c000000' + Buffer.from('NameHasOwner\0').toString('hex') + '000000',
      '06017300' + '14000000' + Buffer.from('org.freedesktop.DBus\0').toString('hex') + '000000',
      '08016700' + '017300' + '00',
      '1d000000' + Buffer.from(`${WATCHED}\0`).toString('hex'),
    ];
    expect(encodeCall(CALL).toString('hex')).toBe(parts.join(''));
  });

  it('reads back what it writes', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][A-Za-z]{0,30}$/), fc.array(text, { maxLength: 5 }), (member, args) => {
        const written = encodeCall({ ...CALL, member, args });
        const message = { type: 'call', replyTo: null, member, args };
        expect(decodeMessage(written)).toEqual({ message, length: written.length });
      }),
    );
  });

  it('refuses another byte order, and what is too long to wait for', () => {
    const big = bytes('came');
    big[0] = 'B'.charCodeAt(0);
    expect(() => decodeMessage(big)).toThrow('another byte order');
    const long = bytes('came');
    long.writeUInt32LE(1_000_000, 4);
    expect(() => decodeMessage(long)).toThrow('too long');
  });

  it('reads arguments up to the first of a kind that is not asked for', () => {
    const written = encodeCall({ ...CALL, args: [WATCHED, ':1.1'] });
    written.write('sa', written.indexOf('ss\0'), 'latin1');
    expect(decodeMessage(written)?.message.args).toEqual([WATCHED]);
  });

  it('never does more than throw, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), fc.nat(255), (junk, at, value) => {
        const broken = bytes('came');
        broken[at % broken.length] = value;
        for (const data of [Buffer.from(junk), broken]) {
          try {
            const read = decodeMessage(data);
            if (read !== null) expect(read.length).toBeLessThanOrEqual(data.length);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        }
      }),
    );
  });
});

describe('the socket of the bus', () => {
  it.each([
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus,guid=12' }, '/run/user/1000/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/dbus-x' }, '\0/tmp/dbus-x'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=a,port=1;unix:path=%2ftmp%2fa%20b' }, '/tmp/a b'],
    [{ XDG_RUNTIME_DIR: '/run/user/7' }, '/run/user/7/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unixexec:path=/bin/bus' }, null],
    [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=a', XDG_RUNTIME_DIR: '/run/user/7' }, '/run/user/7/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: '' }, null],
    [{}, null],
  ])('of %j is %j', (environment, socket) => {
    expect(busSocket(environment)).toBe(socket);
  });
});

describe('watching a name', () => {
  let bus: FakeBus;
  let seen: boolean[];
  let stop = (): void => {};
  const watch = (socket = bus.socket) => (stop = watchBusName(socket, WATCHED, (owned) => seen.push(owned)));

  beforeEach(async () => {
    bus = await startFakeBus();
    seen = [];
  });
  afterEach(async () => {
    stop();
    await bus.close();
  });

  it('tells whether it is owned, and each change', async () => {
    watch();
    await vi.waitFor(() => expect(seen).toEqual([false]));
    bus.send(RECORDED.came + RECORDED.went);
    await vi.waitFor(() => expect(seen).toEqual([false, true, false]));
    expect(bus.received()).toMatch(/^\0AUTH EXTERNAL [0-9a-f]+\r\nBEGIN\r\n/);
  });

  it('understands a signal that comes in pieces', async () => {
    watch();
    await vi.waitFor(() => expect(seen).toEqual([false]));
    bus.send(RECORDED.came, 7);
    await vi.waitFor(() => expect(seen).toEqual([false, true]));
  });

  it('takes a bus that goes, speaks nonsense or is not there for one without the name', async () => {
    watch();
    await vi.waitFor(() => expect(seen).toEqual([false]));
    bus.send(RECORDED.came);
    await vi.waitFor(() => expect(seen).toEqual([false, true]));
    bus.drop();
    await vi.waitFor(() => expect(seen).toEqual([false, true, false]));
    seen = [];
    watch('/nowhere/at/all');
    await vi.waitFor(() => expect(seen).toEqual([false]));
  });

  it('gives up on nonsense, once', async () => {
    watch();
    await vi.waitFor(() => expect(seen).toEqual([false]));
    bus.send('ff'.repeat(64));
    await vi.waitFor(() => expect(seen).toEqual([false, false]));
  });

  it('tells nothing after its end', async () => {
    watch();
    await vi.waitFor(() => expect(seen).toEqual([false]));
    stop();
    bus.send(RECORDED.came);
    bus.drop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual([false]);
  });
});

it('gives up on a bus that does not know the user', async () => {
  const bus = await startFakeBus(true);
  const seen: boolean[] = [];
  watchBusName(bus.socket, WATCHED, (owned) => seen.push(owned));
  await vi.waitFor(() => expect(seen).toEqual([false]));
  expect(bus.received()).not.toContain('BEGIN');
  await bus.close();
});
