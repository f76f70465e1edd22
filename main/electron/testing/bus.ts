/** For tests: a D-Bus daemon of one client, with bytes as dbus-daemon sent them, and a test's hand on a name. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Recorded answers to Hello (serial 1), AddMatch (2) and NameHasOwner (3), in the order in which they came. */
export const RECORDED = {
  hello:
    '6c02010109000000010000003d00000006017300040000003a312e300000000005017500010000000801670001730000' +
    '07017300140000006f72672e667265656465736b746f702e4442757300000000040000003a312e3000',
  acquired:
    '6c04010109000000020000008d00000001016f00150000002f6f72672f667265656465736b746f702f44427573000000' +
    '02017300140000006f72672e667265656465736b746f702e4442757300000000030173000c0000004e616d6541637175' +
    '697265640000000006017300040000003a312e3000000000080167000173000007017300140000006f72672e66726565' +
    '6465736b746f702e4442757300000000040000003a312e3000',
  matched:
    '6c02010100000000030000003500000006017300040000003a312e300000000005017500020000000701730014000000' +
    '6f72672e667265656465736b746f702e4442757300000000',
  notOwned:
    '6c02010104000000040000003d00000006017300040000003a312e300000000005017500030000000801670001620000' +
    '07017300140000006f72672e667265656465736b746f702e444275730000000000000000',
  noOwner:
    '6c0301014e000000050000007500000006017300040000003a312e300000000004017300290000006f72672e66726565' +
    '6465736b746f702e444275732e4572726f722e4e616d654861734e6f4f776e6572000000000000000501750004000000' +
    '080167000173000007017300140000006f72672e667265656465736b746f702e444275730000000049000000436f756c' +
    '64206e6f7420676574206f776e6572206f66206e616d6520276f72672e6b64652e5374617475734e6f74696669657257' +
    '617463686572273a206e6f2073756368206e616d6500',
  came:
    '6c04010135000000060000008900000001016f00150000002f6f72672f667265656465736b746f702f44427573000000' +
    '02017300140000006f72672e667265656465736b746f702e444275730000000003017300100000004e616d654f776e65' +
    '724368616e676564000000000000000007017300140000006f72672e667265656465736b746f702e4442757300000000' +
    '080167000373737300000000000000001d0000006f72672e6b64652e5374617475734e6f746966696572576174636865' +
    '720000000000000000000000040000003a312e3100',
  went:
    '6c04010135000000070000008900000001016f00150000002f6f72672f667265656465736b746f702f44427573000000' +
    '02017300140000006f72672e667265656465736b746f702e444275730000000003017300100000004e616d654f776e65' +
    '724368616e676564000000000000000007017300140000006f72672e667265656465736b746f702e4442757300000000' +
    '080167000373737300000000000000001d0000006f72672e6b64652e5374617475734e6f746966696572576174636865' +
    '72000000040000003a312e31000000000000000000',
} as const;

/** The name that the recorded answers are about. */
export const WATCHED = 'org.kde.StatusNotifierWatcher';

export interface FakeBus {
  socket: string;
  /** What the client has sent so far. */
  received(): string;
  /** Sends bytes given in hexadecimal digits, in pieces of at most `size` bytes. */
  send(hex: string, size?: number): void;
  /** The bus goes. */
  drop(): void;
  close(): Promise<void>;
}

/** Starts a bus on which nobody owns the name; `refuses`: it does not know the user. */
export async function startFakeBus(refuses = false): Promise<FakeBus> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-bus-'));
  const socket = join(folder, 'bus');
  let client: Socket | null = null;
  let received = '';
  const send = (hex: string, size = Infinity): void => {
    const bytes = Buffer.from(hex, 'hex');
    for (let at = 0; at < bytes.length; at += size) client?.write(bytes.subarray(at, at + size));
  };
  const server = createServer((connection) => {
    client = connection;
    connection.setNoDelay(true);
    connection.on('error', () => {});
    connection.on('data', (data) => {
      const isFirst = received === '';
      received += data.toString('latin1');
      if (isFirst) connection.write(refuses ? 'REJECTED EXTERNAL\r\n' : 'OK 0123456789abcdef\r\n');
      if (data.includes('NameHasOwner'))
        send(RECORDED.hello + RECORDED.acquired + RECORDED.matched + RECORDED.notOwned);
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    socket,
    received: () => received,
    send,
    drop: () => client?.destroy(),
    async close() {
      client?.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}
