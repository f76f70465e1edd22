import { describe, expect, test } from 'vitest';
import { appError, fail, ok, type Result } from '../result.ts';
import type { ContactHrefs } from './contact-hrefs.ts';
import { createStrangers } from './strangers.ts';
import type { Held, Subscriptions } from './subscriptions.ts';

const PARTS = { presence: '/p', note: null, location: null };
const UNKNOWN = [{ code: 'ucwa.notFound', retryable: true }];

function held(group: string | null, ...addresses: string[]): Held {
  return { href: '/sub', group, addTo: null, memberships: null, addresses: new Set(addresses), until: 0 };
}

/** Ann is on the list; who else is asked for by href `/NAME` becomes known, unless `shy`. */
function strangers(...subscriptions: Held[]) {
  const known = new Set(['ann@x']);
  const shy = new Set<string>();
  const asked: string[] = [];
  const hrefs: ContactHrefs = {
    contact: (address) => (known.has(address) ? PARTS : null),
    followHref: () => null,
    knownAddress: () => null,
    addressOf: async (href) => {
      asked.push(href);
      if (shy.has(href.slice(1))) return null;
      known.add(href.slice(1));
      return href.slice(1);
    },
  };
  const listings: Held[] = [];
  const server = {
    held: new Set(subscriptions),
    contactsOf: async (one: Held): Promise<Result<string[]>> => {
      listings.push(one);
      return ok([...one.addresses].map((address) => `/${address}`));
    },
  };
  const made = createStrangers(server as unknown as Subscriptions, hrefs);
  return { made, known, shy, asked, listings, server };
}

describe('meeting', () => {
  test('those who are not on the list are asked for by their memberships', async () => {
    const one = held(null, 'ann@x', 'dan@x');
    const { made, asked, listings } = strangers(one);
    made.add(['ann@x', 'dan@x']);
    expect(await made.meet()).toEqual({ addresses: ['dan@x'], problems: [] });
    expect(listings).toEqual([one]);
    expect(asked).toEqual(['/ann@x', '/dan@x']);
    expect(await made.meet()).toEqual({ addresses: [], problems: [] });
    expect(listings).toHaveLength(1);
  });

  test('only of subscriptions with strangers, never of groups', async () => {
    const two = held(null, 'dan@x');
    const { made, listings } = strangers(held('team', 'dan@x'), held(null, 'ann@x'), two);
    made.add(['ann@x', 'dan@x']);
    await made.meet();
    expect(listings).toEqual([two]);
  });

  test('nobody new: nothing is asked', async () => {
    const { made, listings } = strangers(held(null, 'ann@x'));
    made.add(['ann@x']);
    expect(await made.meet()).toEqual({ addresses: [], problems: [] });
    expect(listings).toEqual([]);
  });

  test('somebody who became known meanwhile is read without asking', async () => {
    const { made, known, listings } = strangers(held(null, 'dan@x'));
    made.add(['dan@x']);
    known.add('dan@x');
    expect(await made.meet()).toEqual({ addresses: ['dan@x'], problems: [] });
    expect(listings).toEqual([]);
  });

  test('who is not covered any more is forgotten', async () => {
    const { made, server, known, listings } = strangers();
    made.add(['dan@x']);
    expect(await made.meet()).toEqual({ addresses: [], problems: [] });
    server.held.add(held(null, 'dan@x'));
    known.add('dan@x');
    expect(await made.meet()).toEqual({ addresses: [], problems: [] });
    server.held.clear();
    known.clear();
    made.add(['dan@x']);
    known.add('dan@x');
    expect(await made.meet()).toEqual({ addresses: [], problems: [] });
    expect(listings).toEqual([]);
  });
});

describe('in vain', () => {
  test('three times, then no more', async () => {
    const { made, shy, listings } = strangers(held(null, 'dan@x'));
    shy.add('dan@x');
    made.add(['dan@x']);
    expect(await made.meet()).toMatchObject({ addresses: [], problems: UNKNOWN });
    expect(await made.meet()).toMatchObject({ addresses: [], problems: UNKNOWN });
    expect(await made.meet()).toEqual({ addresses: [], problems: [] });
    expect(await made.meet()).toEqual({ addresses: [], problems: [] });
    expect(listings).toHaveLength(3);
  });

  test('and met at the second try', async () => {
    const { made, shy } = strangers(held(null, 'dan@x'));
    shy.add('dan@x');
    made.add(['dan@x']);
    await made.meet();
    shy.clear();
    expect(await made.meet()).toEqual({ addresses: ['dan@x'], problems: [] });
  });

  test('a list that cannot be read is a problem of its own', async () => {
    const { made, server } = strangers(held(null, 'dan@x'));
    const error = appError('network.unreachable', 'No answer.', { retryable: true });
    server.contactsOf = async () => fail(error);
    made.add(['dan@x']);
    expect((await made.meet()).problems).toMatchObject([error, ...UNKNOWN]);
  });
});
