/** A store as it is when a large account was read, made at once instead of over the wire. */
import { contactData, group, testStore } from '../../main/core/testing/entities.ts';
import type { Store } from '../../main/core/store/store.ts';

const AVAILABILITIES = ['Online', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offline'] as const;
const GROUP_SIZE = 50;

/** The address of one of them, from 0. */
export function addressAt(index: number): string {
  return `given.family${index}@contoso.example`;
}

/** A list of so many people, each with what a directory tells of people, and with a presence. */
export function accountOf(people: number): Store {
  const store = testStore();
  const ids = Array.from({ length: Math.ceil(people / GROUP_SIZE) }, (_, index) => String(index));
  const contacts = Array.from({ length: people }, (_, index) =>
    contactData(addressAt(index), {
      name: `Given Family ${index}`,
      title: 'Programme Manager',
      department: 'Operations',
      company: 'Contoso',
      office: '20/2107',
      emails: [addressAt(index)],
      workPhone: `+1425555${1000 + (index % 9000)}`,
    }),
  );
  store.dispatch({
    type: 'listRead',
    groups: ids.map((id) => group(id)),
    members: ids.map((groupId, at) => ({ groupId, contacts: contacts.slice(at * GROUP_SIZE, (at + 1) * GROUP_SIZE) })),
  });
  store.dispatch({
    type: 'presenceRead',
    presence: contacts.map(({ address }, index) => ({
      address,
      asOf: 1_760_000_000_000,
      availability: AVAILABILITIES[index % AVAILABILITIES.length] ?? 'Online',
      activity: index % 3 === 0 ? 'in-a-meeting' : null,
      lastActive: 1_759_999_000_000,
      note: index % 4 === 0 ? 'Back after lunch' : null,
    })),
  });
  return store;
}
