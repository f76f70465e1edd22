import { describe, expect, it } from 'vitest';
import { readEvents } from './events.ts';
import { bytes } from '../testing.ts';
import type { EventPackage } from '../types.ts';

function read(value: unknown): EventPackage {
  const result = readEvents(bytes(JSON.stringify(value)), 'application/json');
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const link = { rel: 'contact', href: '/people/a@contoso.com', title: 'A' };
const added = { link, in: { rel: 'group', href: '/groups/1' }, type: 'added' };

describe('readEvents', () => {
  it('reads an event with its place and without embedded resource', () => {
    expect(read({ sender: [{ rel: 'people', href: '/people', events: [added] }] }).events).toEqual([
      {
        sender: 'people',
        type: 'added',
        rel: 'contact',
        href: '/people/a@contoso.com',
        title: 'A',
        in: { rel: 'group', href: '/groups/1' },
        resource: null,
      },
    ]);
  });

  it.each([
    ['missing', {}],
    ['null', { sender: null }],
    ['empty', { sender: [] }],
    ['an object without events', { sender: { rel: 'people' } }],
    ['a list without events', { sender: [{ rel: 'people', events: null }] }],
  ])('reads a package whose sender is %s as quiet', (_, value) => {
    expect(read(value)).toMatchObject({ follow: null, events: [], broken: 0 });
  });

  it('reads one-or-many senders and events alike, in order', () => {
    const single = read({ sender: { rel: 'people', events: added } });
    expect(single).toEqual(read({ sender: [{ rel: 'people', events: [added] }] }));
    const order = read({
      sender: [
        { rel: 'people', events: [added] },
        { rel: 'me', events: [{ ...added, type: 'updated' }] },
        { rel: 'people', events: [{ ...added, type: 'deleted' }] },
      ],
    });
    expect(order.events.map(({ sender, type }) => `${sender} ${type}`)).toEqual([
      'people added',
      'me updated',
      'people deleted',
    ]);
  });

  it('reads operations that begin and end like changes, whoever sends them (PROTOCOL 6.3)', () => {
    const types = ['added', 'updated', 'deleted', 'started', 'Completed'];
    const sent = types.map((type) => ({ link: { rel: 'messagingInvitation', href: '/i' }, type, status: 'Failure' }));
    const { events, broken } = read({ sender: [{ rel: 'communication', events: sent }] });
    expect(events.map(({ sender, type }) => `${sender} ${type}`)).toEqual(
      types.map((type) => `communication ${type.toLowerCase()}`),
    );
    expect(broken).toBe(0);
  });

  it('counts broken events and keeps the others', () => {
    const broken = [null, 'x', {}, { link }, { link: null, type: 'added' }, { link: { rel: 'a' }, type: 'added' }];
    const unknown = [
      { link, type: 'exploded' },
      { link: { href: '/x' }, type: 'added' },
      { link, type: 7 },
    ];
    const got = read({ sender: [null, { rel: 'people', events: [...broken, added, ...unknown, added] }] });
    expect(got.events).toHaveLength(2);
    expect(got.broken).toBe(1 + broken.length + unknown.length);
    expect(got.brokenAt?.slice(0, 3)).toEqual(['sender[0]', 'sender[1].events[0]', 'sender[1].events[1]']);
    expect(got.brokenAt?.at(-1)).toBe('sender[1].events[9]');
  });

  it('keeps an event whose place cannot be read', () => {
    const got = read({ sender: [{ events: [{ ...added, in: { rel: 'group' } }] }] });
    expect(got.events).toMatchObject([{ sender: '', in: null }]);
  });

  it('finds the embedded resource under a key that differs from the rel', () => {
    const embedded = (value: unknown): unknown =>
      read({ sender: [{ events: [{ ...added, _embedded: value }] }] }).events[0]?.resource?.rel ?? null;
    expect(embedded({ localParticipant: { rel: 'participant' } })).toBe('participant');
    expect(embedded({ other: { id: '1' }, contact: { id: '2' } })).toBe('contact');
    expect(embedded(null)).toBeNull();
    expect(embedded({ contact: null })).toBeNull();
  });

  it.each([
    [['next'], 'next'],
    [['next', 'resync'], 'resync'],
    [['next', 'resume'], 'resume'],
    [['resync', 'resume', 'next'], 'resume'],
    [['resync'], 'resync'],
    [['self'], undefined],
  ])('of the links %j follows %s and keeps the events', (rels, rel) => {
    const _links = Object.fromEntries(rels.map((name) => [name, { href: `/events?${name}` }]));
    const got = read({ _links, sender: [{ events: [added] }] });
    expect(got.follow?.rel).toBe(rel);
    expect(got.events).toHaveLength(1);
    if (rel !== undefined) expect(got.follow?.href).toBe(`/events?${rel}`);
  });

  it('reads an empty body as a package that names nothing', () => {
    expect(readEvents(new Uint8Array(), null)).toEqual({
      ok: true,
      value: { follow: null, events: [], broken: 0, brokenAt: [] },
    });
  });

  it('fails when the body as a whole is unreadable', () => {
    expect(readEvents(bytes('<html>'), 'text/html').ok).toBe(false);
  });
});
