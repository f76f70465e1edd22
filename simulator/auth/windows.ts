/**
 * Integrated Windows authentication in front of the windows grant (PROTOCOL 3.2, GAPS 76). Shape only: the messages must
 * follow one another on one connection and name the simulated user; no secret is verified.
 */
import { randomBytes } from 'node:crypto';
import type { Reply, SimRequest } from '../http/message.ts';
import type { World } from '../world.ts';
import { readNtlm, writeChallenge } from './ntlm.ts';

/** The object identifier of SPNEGO, as it stands at the start of a token. */
const SPNEGO = Buffer.from('06062b0601050502', 'hex');
const DEMAND: Reply = { status: 401, headers: { 'WWW-Authenticate': ['Negotiate', 'NTLM'] } };

/** Connections on which an NTLM challenge was sent and not yet answered. */
const challenged = new WeakSet<object>();

/**
 * The challenge for a first message of NTLM; null for any other request. It comes before the form is read: network
 * stacks send the first message without the body.
 */
export function beginWindows(request: SimRequest, world: World): Reply | null {
  const { windowsNegotiate, windowsHandshake } = world.knobs;
  if (!windowsNegotiate || windowsHandshake === 'any') return null;
  const { scheme, bytes } = tokenOf(request);
  if (readNtlm(bytes)?.type !== 'negotiate') return null;
  challenged.add(request.connection);
  const domain = (world.options.domain.split('.')[0] ?? '').toUpperCase();
  const value = `${scheme} ${writeChallenge(domain, randomBytes(8)).toString('base64')}`;
  return { status: 401, headers: { 'WWW-Authenticate': value } };
}

/** Good, or what to answer instead of a ticket. */
export function judgeWindows(request: SimRequest, world: World): 'good' | Reply {
  const { windowsNegotiate, windowsHandshake } = world.knobs;
  if (!windowsNegotiate) return 'good';
  if (request.headers['authorization'] === undefined) return DEMAND;
  if (windowsHandshake === 'any') return 'good';
  const { scheme, bytes } = tokenOf(request);
  const message = readNtlm(bytes);
  if (message?.type === 'authenticate') {
    const inTurn = challenged.delete(request.connection);
    return inTurn && message.answered && world.account.isAccountName(message.user) ? 'good' : DEMAND;
  }
  return scheme.toLowerCase() === 'negotiate' && isSpnegoOf(bytes, world) ? 'good' : DEMAND;
}

/** No bytes where the header is of no such scheme. */
function tokenOf({ headers }: SimRequest): { readonly scheme: string; readonly bytes: Buffer } {
  const header = headers['authorization']?.trim() ?? '';
  const [, scheme = '', token = ''] = /^(Negotiate|NTLM) +([A-Za-z0-9+/=]+)$/i.exec(header) ?? [];
  return { scheme, bytes: Buffer.from(token, 'base64') };
}

/** A Kerberos ticket hides its user; this shape carries the address in the clear. */
function isSpnegoOf(bytes: Buffer, world: World): boolean {
  if (bytes[0] !== 0x60 || !bytes.subarray(0, 16).includes(SPNEGO)) return false;
  return bytes.toString('latin1').toLowerCase().includes(world.account.address.toLowerCase());
}
