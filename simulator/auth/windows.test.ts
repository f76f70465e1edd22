/** The handshake in front of the windows grant: its shape, not its cryptography (PROTOCOL 3.2). */
import { Agent } from 'node:https';
import { expect, test } from 'vitest';
import { serve, type Served } from '../testing/start.ts';
import type { Page } from '../testing/visitor.ts';

const GRANT = { grant_type: 'urn:microsoft.rtc:windows' };
const OPTIONS = { signIn: 'windows' } as const;

function negotiate(): string {
  const message = Buffer.alloc(32);
  message.write('NTLMSSP\0', 0, 'latin1');
  message.writeUInt32LE(1, 8);
  return message.toString('base64');
}

/** A third message. `unicode` false writes the name in the older code page. */
function authenticate(user: string, { unicode = true, response = 24 } = {}): string {
  const name = Buffer.from(user, unicode ? 'utf16le' : 'latin1');
  const head = Buffer.alloc(64);
  head.write('NTLMSSP\0', 0, 'latin1');
  head.writeUInt32LE(3, 8);
  head.writeUInt16LE(response, 20);
  head.writeUInt32LE(64, 24);
  head.writeUInt16LE(name.length, 36);
  head.writeUInt32LE(64 + response, 40);
  head.writeUInt32LE(unicode ? 1 : 2, 60);
  return Buffer.concat([head, Buffer.alloc(response, 7), name]).toString('base64');
}

function url(run: Served): string {
  return `${run.origin('pool')}/WebTicket/oauthtoken`;
}

function post(run: Served, authorization: string | null, agent?: Agent): Promise<Page> {
  return run.visitor.ask(url(run), {
    method: 'POST',
    body: new URLSearchParams(GRANT),
    headers: authorization === null ? {} : { Authorization: authorization },
    ...(agent ? { agent } : {}),
  });
}

/** The last status of the two messages on one connection. */
async function handshake(run: Served, scheme: string, third: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    // Network stacks leave the body out of the first message.
    const headers = { Authorization: `${scheme} ${negotiate()}` };
    const challenge = await run.visitor.ask(url(run), { method: 'POST', headers, agent });
    const token = new RegExp(`^${scheme} (.+)$`).exec(challenge.headers['www-authenticate'] ?? '')?.[1] ?? '';
    const second = Buffer.from(token, 'base64');
    expect([challenge.status, second.toString('latin1', 0, 7), second.readUInt32LE(8)]).toEqual([401, 'NTLMSSP', 2]);
    const target = second.subarray(second.readUInt32LE(16), second.readUInt32LE(16) + second.readUInt16LE(12));
    expect(target.toString('utf16le')).toBe('CONTOSO');
    expect(second.readUInt32LE(44) + second.readUInt16LE(40)).toBe(second.length);
    return (await post(run, `${scheme} ${third}`, agent)).status;
  } finally {
    agent.destroy();
  }
}

test('without a word it names both schemes', async () => {
  await using run = await serve(OPTIONS);
  const answer = await post(run, null);
  expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Negotiate, NTLM']);
});

test.each(['NTLM', 'Negotiate'])('three messages of NTLM under %s', async (scheme) => {
  await using run = await serve(OPTIONS);
  const user = run.simulator.address.split('@')[0] ?? '';
  expect(await handshake(run, scheme, authenticate(user))).toBe(200);
  expect(await handshake(run, scheme, authenticate(user.toUpperCase(), { unicode: false }))).toBe(200);
  expect(await handshake(run, scheme, authenticate(run.simulator.address))).toBe(200);
  expect(await handshake(run, scheme, authenticate('somebody'))).toBe(401);
  expect(await handshake(run, scheme, authenticate(''))).toBe(401);
  expect(await handshake(run, scheme, authenticate(user, { response: 0 }))).toBe(401);
  expect(run.offences()).toEqual([]);
});

test('the third message alone, or on another connection, is nothing', async () => {
  await using run = await serve(OPTIONS);
  const third = authenticate(run.simulator.address);
  expect((await post(run, `NTLM ${negotiate()}`)).status).toBe(401);
  expect((await post(run, `NTLM ${third}`)).status).toBe(401);
});

test('a Negotiate token in the shape of SPNEGO names the user', async () => {
  await using run = await serve(OPTIONS);
  const token = (user: string, first = 0x60) =>
    Buffer.concat([Buffer.from([first, 0x20]), Buffer.from('06062b0601050502', 'hex'), Buffer.from(user)]).toString(
      'base64',
    );
  expect((await post(run, `Negotiate ${token(run.simulator.address)}`)).status).toBe(200);
  expect((await post(run, `Negotiate ${token('somebody')}`)).status).toBe(401);
  expect((await post(run, `Negotiate ${token(run.simulator.address, 0x61)}`)).status).toBe(401);
  expect((await post(run, `NTLM ${token(run.simulator.address)}`)).status).toBe(401);
  for (const header of ['NTLM x', 'Negotiate', 'Basic YTpi', 'NTLM TlRMTVNTUAADAAAA']) {
    expect([header, (await post(run, header)).status]).toEqual([header, 401]);
  }
});
