/**
 * The older form of discovery answers (PROTOCOL 2.2; MS-OCDISCWS 2.2.4, 2.2.5.5): links by token under `Root` or `User`,
 * in XML or JSON. Nobody asks for it; some servers send it all the same.
 */
import { isObject, resourceOf } from '../media/json.ts';
import { readObject } from '../media/media.ts';
import { decode } from '../media/misread.ts';
import { parseXml } from '../media/xml.ts';
import type { Resource } from '../types.ts';

interface TokenLink {
  readonly token: string;
  readonly href: string;
}

/** Reads such an answer as the resource that it stands for; null when it is none. Never throws. */
export function readLegacy(body: Uint8Array, contentType: string | null): Resource | null {
  const read = ofXml(body) ?? ofJson(body, contentType);
  if (read === null) return null;
  const href = (...tokens: string[]): string | undefined =>
    tokens.map((wanted) => read.links.find(({ token }) => token.toLowerCase() === wanted)?.href).find(Boolean);
  const here = read.location.toLowerCase() === 'internal' ? 'internal' : 'external';
  const there = here === 'internal' ? 'external' : 'internal';
  const links = {
    applications: href('ucwa', `${here}/ucwa`, `${there}/ucwa`),
    redirect: href('redirect'),
    // `User` wants tickets of another kind; `OAuth` is the same resource for ours.
    user: href('oauth', 'user'),
  };
  const given = Object.entries(links).flatMap(([rel, target]) =>
    target === undefined ? [] : [[rel, { href: target }]],
  );
  return resourceOf({ rel: read.element.toLowerCase(), _links: Object.fromEntries(given) as Record<string, unknown> });
}

interface Read {
  readonly element: string;
  /** `Internal` or `External`: from where the server sees us. */
  readonly location: string;
  readonly links: readonly TokenLink[];
}

function ofXml(body: Uint8Array): Read | null {
  const text = decode(body);
  if (!text.ok || !/<(\w+:)?AutodiscoverResponse/i.test(text.value.slice(0, 500))) return null;
  const parsed = parseXml(text.value);
  if (!parsed.ok) return null;
  const holder = parsed.root.children.find(({ name }) => name === 'Root' || name === 'User');
  if (holder === undefined) return null;
  const links = holder.children
    .filter(({ name }) => name === 'Link')
    .map(({ attributes: { token = '', href = '' } }) => ({ token, href }));
  return { element: holder.name, location: parsed.root.attributes.AccessLocation ?? '', links };
}

function ofJson(body: Uint8Array, contentType: string | null): Read | null {
  const parsed = readObject(body, contentType);
  if (!parsed.ok) return null;
  const outer = isObject(parsed.value.AutodiscoverResponse) ? parsed.value.AutodiscoverResponse : parsed.value;
  for (const element of ['Root', 'User']) {
    const holder = outer[element];
    if (!isObject(holder)) continue;
    const list = holder.Links ?? holder.Link;
    const links = (Array.isArray(list) ? list : [list]).filter(isTokenLink);
    return { element, location: typeof outer.AccessLocation === 'string' ? outer.AccessLocation : '', links };
  }
  return null;
}

function isTokenLink(value: unknown): value is TokenLink {
  return isObject(value) && typeof value.token === 'string' && typeof value.href === 'string';
}
