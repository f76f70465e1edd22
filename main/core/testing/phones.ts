/** The phone feature against a server with four rows. */
import { expect } from 'vitest';
import { application, fakeClient, resource } from './client.ts';
import { drivenClock } from './clock.ts';
import { testStore } from './entities.ts';
import { ok } from '../result.ts';
import type { PhoneKind } from '../store/state.ts';
import type { Resource } from '../ucwa/index.ts';
import { createPhones } from '../phones/phones.ts';

export const PHONES = 'GET /me/phones';

export const NOT_EDITABLE = { ok: false, error: { code: 'ucwa.notEditable' } };

export interface Row {
  number: string;
  visible: boolean;
  locked?: boolean;
}

/** A server with the four rows of a real one; the work row is set by the organisation. It does what it is told. */
export async function phones(attach = true) {
  const client = fakeClient();
  const store = testStore();
  const clock = drivenClock();
  const made = createPhones(store, clock);
  const app = application(client, { me: resource('me', '/me', { links: { phones: '/me/phones' } }) });
  const rows = new Map<PhoneKind, Row>([
    ['work', { number: 'tel:+14255550100', visible: true, locked: true }],
    ['mobile', { number: 'tel:+14255550101', visible: false }],
    ['home', { number: '', visible: false }],
    ['other', { number: '', visible: true }],
  ]);
  const url = (kind: PhoneKind, what: string): string => `/me/phones/${kind}/${what}`;
  const served = (): Resource =>
    resource('phones', '/me/phones', {
      embedded: {
        phone: [...rows].map(([kind, { number, visible, locked }]) =>
          resource('phone', `/me/phones/${kind}`, {
            properties: { type: kind, number, includeInContactCard: visible },
            links: locked ? {} : { changeNumber: url(kind, 'number'), changeVisibility: url(kind, 'visibility') },
          }),
        ),
      },
    });
  client.on(PHONES, served);
  for (const kind of rows.keys()) {
    client.on(`POST ${url(kind, 'visibility')}`, (call) => {
      rows.get(kind)!.visible = call.body?.['includeInContactCard'] === true;
      return null;
    });
    client.on(`POST ${url(kind, 'number')}`, (call) => {
      const number = String(call.body?.['number'] ?? '').replace(/[\s()-]/g, '');
      rows.get(kind)!.number = number === '' ? '' : `tel:${number}`;
      rows.get(kind)!.visible = call.body?.['includeInContactCard'] === true;
      return null;
    });
  }
  if (attach) {
    expect(await made.attach(app)).toEqual(ok(null));
    client.calls.length = 0;
  }
  return {
    client,
    store,
    clock,
    app,
    rows,
    served,
    phones: made,
    posts: () => client.calls.filter(({ method }) => method === 'POST'),
    row: (kind: PhoneKind) => store.state.phones.get(kind),
    access: () => store.state.phonesAccess,
  };
}
