/** How discovery writes its answers: as resources, or in the form of the service that was there before UCWA. */
import { escapeHtml } from '../http/html.ts';
import type { Reply, SimRequest } from '../http/message.ts';
import type { Link, Resource } from '../http/resource.ts';
import type { World } from '../world.ts';

const LEGACY = 'application/vnd.microsoft.rtc.autodiscover+xml';

export function discoveryReply(rel: 'root' | 'user', origin: string, links: Readonly<Record<string, Link>>): Reply {
  const xframe = { href: `${origin}/Autodiscover/XFrame/XFrame.html` };
  const resource: Resource = { rel, nameless: true, properties: {}, links: { ...links, xframe } };
  return { status: 200, headers: { Expires: '-1' }, document: { kind: 'resource', resource } };
}

/** A client that names no UCWA media type gets the older form (PROTOCOL 2.2), where the server has it. */
export function wantsLegacy({ headers }: SimRequest, { knobs }: World): boolean {
  const accept = headers['accept'];
  return knobs.discoveryRoot === 'legacy' && (accept === undefined || accept.includes(LEGACY) || accept === '*/*');
}

/** `AutodiscoverResponse`, with its links by token (MS-OCDISCWS). */
export function legacyReply(element: 'Root' | 'User', links: Readonly<Record<string, string>>): Reply {
  const lines = Object.entries(links).map(([token, href]) => `<Link token="${token}" href="${escapeHtml(href)}" />`);
  const body = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<AutodiscoverResponse AccessLocation="External"><${element}>${lines.join('')}</${element}></AutodiscoverResponse>`,
  ].join('\r\n');
  return { status: 200, headers: { Expires: '-1' }, raw: { type: `${LEGACY};v=1`, body } };
}
