/** Reading the event channel's answers (PROTOCOL 7.2, 7.4). Every event stands alone: a broken one is only counted. */
import { firstObject, isObject, linksOf, resourceOf } from './json.ts';
import type { JsonObject } from './json.ts';
import { readObject } from './media.ts';
import type { Reading } from './misread.ts';
import type { EventPackage, Resource, UcwaEvent } from '../types.ts';

/** Fails only when the body as a whole is unreadable. An empty body is a package that names nothing. */
export function readEvents(bytes: Uint8Array, contentType: string | null): Reading<EventPackage> {
  if (bytes.length === 0) return { ok: true, value: { follow: null, events: [], broken: 0, brokenAt: [] } };
  const object = readObject(bytes, contentType);
  return object.ok ? { ok: true, value: eventsOf(object.value) } : object;
}

/** How many broken events are named; all of them are counted. */
const MAX_NAMED = 20;

function eventsOf(value: JsonObject): EventPackage {
  const events: UcwaEvent[] = [];
  const brokenAt: string[] = [];
  let broken = 0;
  const leaveOut = (place: string): void => {
    broken += 1;
    if (broken <= MAX_NAMED) brokenAt.push(place);
  };
  listOf(value.sender).forEach((sender, at) => {
    if (!isObject(sender)) {
      leaveOut(`sender[${at}]`);
      return;
    }
    listOf(sender.events).forEach((item, place) => {
      const event = eventOf(sender, item);
      if (event === null) leaveOut(`sender[${at}].events[${place}]`);
      else events.push(event);
    });
  });
  return { follow: followOf(value._links), events, broken, brokenAt };
}

/** `resume` and `resync` say that transient state was lost, so they win over a `next` beside them. */
const FOLLOW = ['resume', 'resync', 'next'] as const;

function followOf(links: unknown): EventPackage['follow'] {
  if (!isObject(links)) return null;
  for (const rel of FOLLOW) {
    const [link] = linksOf(links[rel]);
    if (link !== undefined) return { rel, href: link.href };
  }
  return null;
}

const TYPES: ReadonlySet<string> = new Set<UcwaEvent['type']>(['added', 'updated', 'deleted', 'started', 'completed']);

function eventOf(sender: JsonObject, value: unknown): UcwaEvent | null {
  if (!isObject(value)) return null;
  const target = targetOf(value.link);
  const type = typeof value.type === 'string' ? value.type.trim().toLowerCase() : '';
  if (target === null || !isType(type)) return null;
  const place = targetOf(value.in);
  return {
    sender: typeof sender.rel === 'string' ? sender.rel : '',
    type,
    rel: target.rel,
    href: target.href,
    title: target.title,
    in: place === null ? null : { rel: place.rel, href: place.href },
    resource: embeddedOf(value._embedded, target.rel),
  };
}

function isType(type: string): type is UcwaEvent['type'] {
  return TYPES.has(type);
}

function targetOf(value: unknown): { rel: string; href: string; title: string | null } | null {
  const { rel, href, title } = firstObject(value) ?? {};
  if (typeof rel !== 'string' || rel === '' || typeof href !== 'string' || href === '') return null;
  return { rel, href, title: typeof title === 'string' ? title : null };
}

/** The key may differ from the event's rel (PROTOCOL 7.2): the named one if there, else the only sensible choice. */
function embeddedOf(value: unknown, rel: string): Resource | null {
  if (!isObject(value)) return null;
  const named = Object.hasOwn(value, rel) ? firstObject(value[rel]) : null;
  if (named !== null) return resourceOf(named, rel);
  for (const key of Object.keys(value)) {
    const object = firstObject(value[key]);
    if (object !== null) return resourceOf(object, key);
  }
  return null;
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
