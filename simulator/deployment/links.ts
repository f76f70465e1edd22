/** The one place where hosts become the beginnings of URLs; here lies come in. */
import { domainToASCII } from 'node:url';
import type { Host } from '../http/message.ts';
import type { World } from '../world.ts';
import { forgedOrigin, type LiePlace } from './lies.ts';
import type { HostKey } from './topology.ts';

/** Header fields take no other letters; answers with a body do. */
const IN_HEADERS: readonly LiePlace[] = ['ticket', 'authorization', 'sts'];

/** `https://name:port` of the host itself, with the port that the client wrote. */
export function originOf(host: Host): string {
  return `https://${host.name}${host.port}`;
}

/** The true origin of another host, reached by the same port as this one. */
export function originAt(key: HostKey, host: Host, world: World): string {
  return `https://${world.topology.name(key)}${host.port}`;
}

/** The origin that a link has: that of `name`, or what the lie makes of it (knobs `lie` and `lieIn`). */
export function linkOrigin(link: LiePlace, name: string, host: Host, { knobs }: World): string {
  const origin = forgedOrigin(knobs.lieIn === link ? knobs.lie : 'none', name, host);
  return IN_HEADERS.includes(link) ? inAscii(origin) : origin;
}

function inAscii(origin: string): string {
  return origin.replace(/[^/:@\\]*[^\p{ASCII}][^/:@\\]*/u, domainToASCII);
}
