/** Bytes that cross to the window for one contact that changed, as the browser host writes them. */
import { createPublisher, type Send } from '../../main/ipc/publisher.ts';
import type { Action } from '../../main/core/store/actions.ts';
import { fakeClock, fakeLogger } from '../../main/core/ucwa/testing.ts';
import { CHANNEL_PREFIX } from '../../preload/contract/channels.ts';
import { accountOf, addressAt } from './account.ts';
import type { Figure, Measure } from './figure.ts';

export const measure: Measure = async () => {
  const figures: Figure[] = [];
  for (const [people, name] of [
    [1_000, '1,000'],
    [50_000, '50,000'],
  ] as const) {
    const bytes = await bytesOf(people);
    figures.push({
      name: `IPC bytes for a changed contact among ${name}`,
      value: Math.max(...Object.values(bytes)),
      unit: 'bytes',
      target: 400,
      note: Object.entries(bytes)
        .map(([kind, count]) => `${kind} ${count}`)
        .join(', '),
    });
  }
  return figures;
};

/** What can change about somebody, and how many bytes tell of it. */
async function bytesOf(people: number): Promise<Record<string, number>> {
  const store = accountOf(people);
  const clock = fakeClock();
  const publisher = createPublisher({ store, clock, logger: fakeLogger() });
  let sent: number[] = [];
  const send: Send = (event, payload) => {
    const message = { type: 'event', channel: CHANNEL_PREFIX + event, payload };
    sent.push(Buffer.byteLength(JSON.stringify(message)));
  };
  publisher.attach(send);
  const address = addressAt(7);
  const { groups, ...data } = store.state.contacts.get(address) ?? missing();
  const asOf = 1_760_000_100_000;
  const changes: Record<string, Action> = {
    presence: {
      type: 'presenceRead',
      presence: [{ address, asOf, availability: 'BeRightBack', activity: 'presenting', lastActive: asOf }],
    },
    note: { type: 'presenceRead', presence: [{ address, asOf, note: 'Out of the office until Monday' }] },
    title: { type: 'contactsRead', contacts: [{ ...data, title: 'Director', department: 'Sales' }] },
    groups: { type: 'listRead', groups: null, members: [{ groupId: '1', contacts: membersWith(store, '1', address) }] },
  };
  const bytes: Record<string, number> = {};
  for (const [kind, action] of Object.entries(changes)) {
    sent = [];
    store.dispatch(action);
    await Promise.resolve();
    await clock.advance(1_000);
    if (sent.length !== 1) throw new Error(`${kind}: ${sent.length} patches`);
    bytes[kind] = sent[0] ?? 0;
  }
  publisher.stop();
  if (groups.length !== 1) throw new Error('everybody is in one group at first');
  return bytes;
}

/** The members of a group and one more. */
function membersWith(store: ReturnType<typeof accountOf>, groupId: string, address: string) {
  const all = [...store.state.contacts.values()];
  return all.filter((contact) => contact.groups.includes(groupId) || contact.address === address);
}

function missing(): never {
  throw new Error('there is nobody of that address');
}
