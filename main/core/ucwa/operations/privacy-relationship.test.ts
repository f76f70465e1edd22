import { describe, expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, refusal, resource } from '../../testing/client.ts';
import { linkTo } from './operation.ts';
import {
  getMyPrivacyRelationships,
  getPrivacyRelationship,
  readPrivacyRelationship,
  resetPrivacyRelationship,
  updatePrivacyRelationship,
} from './privacy-relationship.ts';

const HREF = '/people/ann/privacyRelationship';
const { signal } = new AbortController();
const GUARD = { '2b9d4c10-68e7': 'please pass this in a PUT request' };
const colleague = resource('contactPrivacyRelationship', HREF, {
  etag: 'e1',
  properties: { relationshipLevel: 'Colleagues', ...GUARD },
  links: { resetContactPrivacyRelationship: '/reset' },
});

describe('of one contact', () => {
  test('reads the level', () => {
    expect(readPrivacyRelationship(colleague)).toEqual({
      relationshipLevel: 'Colleagues',
      etag: 'e1',
      links: { self: linkTo(HREF), resetContactPrivacyRelationship: linkTo('/reset') },
    });
    expect(readPrivacyRelationship(resource('x', HREF))).toBeNull();
    expect(readPrivacyRelationship(resource('x', null, { properties: { relationshipLevel: 'External' } }))).toBeNull();
  });

  test('GET, with and without a tag', async () => {
    const client = fakeClient();
    client.on(`GET ${HREF}`, colleague, ok({ status: 304, resource: null, etag: null }));
    expect(await getPrivacyRelationship(client, linkTo(HREF), {}, { signal })).toEqual(
      ok({ notModified: false, value: readPrivacyRelationship(colleague) }),
    );
    expect(await getPrivacyRelationship(client, linkTo(HREF), { etag: 'e1' })).toEqual(ok({ notModified: true }));
    expect(client.calls.map(({ options }) => options)).toEqual([{ signal }, { ifNoneMatch: 'e1' }]);
  });

  test('PUT: the whole with the new level, the guard and the tag', async () => {
    const client = fakeClient();
    client.on(`GET ${HREF}`, colleague);
    client.on(`PUT ${HREF}`, null, refusal(403));
    const update = () =>
      updatePrivacyRelationship(client, linkTo(HREF), { relationshipLevel: 'Workgroup' }, { signal });
    expect(await update()).toEqual(ok(null));
    expect(client.of(`PUT ${HREF}`)).toEqual([
      {
        method: 'PUT',
        href: HREF,
        body: { relationshipLevel: 'Workgroup', ...GUARD },
        options: { revision: 2, ifMatch: 'e1', signal },
      },
    ]);
    expect(await update()).toMatchObject({ ok: false, error: { status: 403 } });
  });

  test('reset', async () => {
    const client = fakeClient();
    client.on('POST /reset', null);
    expect(await resetPrivacyRelationship(client, linkTo('/reset'), { signal })).toEqual(ok(null));
    expect(client.calls).toEqual([{ method: 'POST', href: '/reset', body: null, options: { revision: 2, signal } }]);
  });
});

test('who has which level; a level without a name is left out', async () => {
  const client = fakeClient();
  const level = (relationshipLevel: string, ...contacts: string[]) =>
    resource('myPrivacyRelationship', `/levels/${relationshipLevel}`, {
      properties: { relationshipLevel },
      links: { contact: contacts },
    });
  const levels = resource('myPrivacyRelationships', '/levels', {
    embedded: { myPrivacyRelationship: [level('Blocked', '/a', '/b'), level(''), level('External')] },
  });
  client.on('GET /levels', levels, null);
  expect(await getMyPrivacyRelationships(client, linkTo('/levels'), { signal })).toEqual(
    ok([
      { relationshipLevel: 'Blocked', links: { self: linkTo('/levels/Blocked'), contact: ['/a', '/b'].map(linkTo) } },
      { relationshipLevel: 'External', links: { self: linkTo('/levels/External'), contact: [] } },
    ]),
  );
  expect(client.calls).toEqual([{ method: 'GET', href: '/levels', body: null, options: { signal } }]);
  expect(await getMyPrivacyRelationships(client, linkTo('/levels'))).toMatchObject({ ok: false });
});
