/** Edits of the contact list against a server that does what it is asked to. */
import { type Result } from '../result.ts';
import { refusal, resource, type Call } from './client.ts';
import { contactList, HREF } from './contact-list.ts';
import { testStore } from './entities.ts';
import { drivenClock } from './clock.ts';
import { executePeopleEdit, type EditingHelp, type PeopleWish } from '../people/edits.ts';
import type { Attempt } from '../edits/attempt.ts';
import { createPeople } from '../people/people.ts';

export const POST_GROUP = `POST ${HREF.groups}`;

export const POST_MEMBER = `POST ${HREF.memberships}`;

export const REMOVE_ALL = '/people/memberships/removeContactFromAllGroups';

export const ann = { address: 'ann@x', name: 'Ann' };

/** A list with Ann and Ben in sales, Ben in team, that does what it is asked to. */
export async function edits() {
  const server = contactList();
  const { client, groups, put } = server;
  const store = testStore();
  const clock = drivenClock();
  const people = createPeople(store, clock);
  put('sales', ['ann@x', 'ben@x']);
  put('team', ['ben@x']);
  put('all', [], { kind: 'distributionGroup' });

  const groupOf = (call: Call): string => String(call.body?.['groupId'] ?? call.options.query?.['groupId']);
  const addressIn = (call: Call): string => String(call.body?.['contactUri']).replace('sip:', '');
  client.on(POST_GROUP, (call) => {
    put('new', [], { name: String(call.body?.['displayName']) });
    return null;
  });
  client.on(POST_MEMBER, (call) => {
    const members = groups.get(groupOf(call))!.members;
    if (members.includes(addressIn(call))) return refusal(409, 'AlreadyExists');
    members.push(addressIn(call));
    return null;
  });
  client.on(`GET ${HREF.memberships}`, (call) => {
    const ids = call.options.query?.['groupId'] === undefined ? [...groups.keys()] : [groupOf(call)];
    return resource('myGroupMemberships', HREF.memberships, {
      embedded: {
        myGroupMembership: ids.flatMap((id) =>
          groups.get(id)!.members.map((address) => server.membership(id, address)),
        ),
      },
    });
  });
  for (const id of ['sales', 'team']) {
    client.on(`DELETE ${HREF.group(id)}`, () => {
      groups.delete(id);
      return null;
    });
    for (const address of ['ann@x', 'ben@x']) {
      client.on(`DELETE ${HREF.membership(id, address)}`, () => {
        const group = groups.get(id)!;
        group.members = group.members.filter((member) => member !== address);
        return null;
      });
    }
  }
  await people.attach(server.application);
  client.calls.length = 0;
  return {
    ...server,
    store,
    clock,
    people,
    execute: (wish: PeopleWish, attempt?: Attempt, help?: Partial<EditingHelp>): Promise<Result<null>> =>
      executePeopleEdit(wish, server.application, people, store, attempt, help),
    writes: () => client.calls.filter(({ method }) => method !== 'GET'),
    groupsOf: (address: string) => store.state.contacts.get(address)?.groups,
    names: () => [...store.state.groups.values()].map(({ name }) => name),
  };
}

export const NOT_CHANGED = { ok: false, error: { code: 'edit.notChanged' } };

export const GONE = { ok: false, error: { code: 'edit.noLongerPossible' } };
