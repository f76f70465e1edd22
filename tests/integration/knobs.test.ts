/** Servers differ where the documentation is silent or contradicts itself: the session is the same with all of them. */
import { describe, expect, test } from 'vitest';
import type { SimulatorOptions } from '../../simulator/index.ts';
import { expectListEqualsTruth, group, members, outsider } from '../support/list.ts';
import { EACH_MEDIUM, inSession, untilLive } from '../support/rollcall.ts';
import { untilState } from '../support/wait.ts';

describe.each(EACH_MEDIUM)('in %s', (medium) => {
  test.concurrent.each<[string, NonNullable<SimulatorOptions['knobs']>]>([
    ['phones in documentation style', { docsStyle: true }],
    ['phones shuffled and doubled', { phonesShuffled: true, phonesDuplicated: true }],
    ['embedded resources in events', { embedInEvents: true }],
    ['empty sender lists', { emptySender: true }],
    ['absolute hrefs with port in events', { absoluteEventHrefs: true }],
    ['own changes echoed before their answer', { echoBefore: true }],
    ['events that name the contact list only', { myContactsOnly: true }],
    ['created groups answered with 201', { createGroupAnswer: '201' }],
    ['short group ids', { shortIds: true }],
    ['no pinned group', { noPinnedGroup: true }],
    ['empty membership answers', { emptyMembershipAnswer: true }],
    ['groups replayed', { replayGroups: true, announceConnected: true }],
    ['challenges unquoted and joined', { unquotedChallenge: true, joinedChallenge: true }],
    ['bad tickets answered with 403', { badTicketStatus: '403' }],
    ['a byte order mark everywhere', { bom: 'always' }],
    ['literal None subcodes', { literalNone: true }],
    ['no internal discovery', { internalDiscovery: false }],
    ['a redirected discovery', { discovery: 'redirect' }],
    ['no Enterprise Voice', { enterpriseVoice: 'no' }],
    ['no phones link', { enterpriseVoice: 'nolink' }],
    ['a discovery root that names the pool', { userOnPool: true }],
    ['delegates and delegators', { delegates: true }],
    ['the group of the organisation', { organizationGroup: true }],
    [
      'much of that at once',
      {
        ...{ docsStyle: true, bom: 'always', embedInEvents: true, absoluteEventHrefs: true, shortIds: true },
        ...{ delegates: true, userOnPool: true, joinedChallenge: true, unquotedChallenge: true, literalNone: true },
      },
    ],
  ])('a server with %s', async (_, knobs) => {
    await inSession({ people: 30, seed: 2, knobs, medium }, async (simulator, { core }) => {
      const { store, commands } = core;
      expectListEqualsTruth(simulator, store.state);
      expect(store.state.phones.size).toBe(knobs.enterpriseVoice ? 0 : 4);
      const sales = group(store.state, 'Sales');
      await commands['follows.add']({ kind: 'group', target: sales.id });
      await untilState(store, 'held', ({ follows }) => [...follows.values()].every(({ status }) => status === 'held'));

      const { id } = simulator.control.act({ op: 'addGroup', name: 'By another' });
      await untilState(store, 'it is there', (state) => state.groups.has(id ?? ''));
      const one = outsider(simulator, store.state, sales.id);
      simulator.control.act({ op: 'addMember', groupId: sales.id, address: one });
      await untilState(store, 'somebody is in', (state) => members(state, sales.id).includes(one));
      await untilLive(core);
      expectListEqualsTruth(simulator, store.state);

      await commands['groups.create']({ name: 'By me' });
      await untilState(
        store,
        'made',
        ({ edits, groups }) => edits.size === 0 && [...groups.values()].some(({ name }) => name === 'By me'),
      );
      const mine = group(store.state, 'By me');
      const other = outsider(simulator, store.state, mine.id);
      await commands['contacts.add']({ address: other, name: '', groupId: mine.id });
      await untilState(store, 'added', ({ edits }) => edits.size === 0);
      expectListEqualsTruth(simulator, store.state);
    });
  });
});
