import { describe, expect, it } from 'vitest';
import { link } from '../media/resource.ts';
import { bytes } from '../testing.ts';
import { readLegacy } from './legacy.ts';

const XML = 'application/vnd.microsoft.rtc.autodiscover+xml;v=1';
const U = 'https://pool.contoso.com/user';

function links(body: string, type: string): Record<string, string | undefined> | null {
  const read = readLegacy(bytes(body), type);
  if (read === null) return null;
  return Object.fromEntries(['applications', 'redirect', 'user'].map((rel) => [rel, link(read, rel)?.href]));
}
const response = (inside: string, location = 'External'): string =>
  `<?xml version="1.0"?><AutodiscoverResponse xmlns="x" AccessLocation="${location}">${inside}</AutodiscoverResponse>`;

describe('the older form', () => {
  it.each<[string, string, string, Record<string, string>]>([
    [
      'a root',
      response(`<Root><Link token="User" href="/u"/><Link token="OAuth" href="${U}"/></Root>`),
      XML,
      { user: U },
    ],
    ['a root of an older server', response(`<Root><Link token="User" href="${U}"/></Root>`), 'text/xml', { user: U }],
    ['a redirect', response(`<Root><Link token="Redirect" href="${U}"/></Root>`), XML, { redirect: U }],
    ['a user', response(`<User><Link token="Ucwa" href="${U}"/></User>`), XML, { applications: U }],
    [
      'a user seen from inside',
      response(
        `<User><Link token="External/Ucwa" href="/no"/><Link token="Internal/Ucwa" href="${U}"/></User>`,
        'Internal',
      ),
      XML,
      { applications: U },
    ],
    [
      'a user seen from outside',
      response(`<User><Link token="Internal/Ucwa" href="/no"/><Link token="External/Ucwa" href="${U}"/></User>`, ''),
      XML,
      { applications: U },
    ],
    [
      'a user in JSON',
      JSON.stringify({ User: { Links: [{ token: 'Ucwa', href: U }] } }),
      'application/json',
      { applications: U },
    ],
    [
      'a root in JSON, in another spelling',
      JSON.stringify({ AutodiscoverResponse: { Root: { Link: { token: 'oauth', href: U } } } }),
      'application/json',
      { user: U },
    ],
    ['one that leads nowhere', response('<Root><Link token="Domain" href="/d"/></Root>'), XML, {}],
    [
      'damaged links in JSON',
      '{"Root":{"Links":[null,{"token":1,"href":2},{"token":"User"}]}}',
      'application/json',
      {},
    ],
  ])('is read: %s', (_, body, type, expected) => {
    expect(links(body, type)).toEqual({ applications: undefined, redirect: undefined, user: undefined, ...expected });
  });

  it.each([
    ['a resource', '{"_links":{"user":{"href":"/u"}}}', 'application/json'],
    ['a resource in XML', '<resource rel="root"><link rel="user" href="/u"/></resource>', 'application/xml'],
    ['an empty answer', '', XML],
    ['no JSON', '{', 'application/json'],
    ['no XML', '<AutodiscoverResponse><Root>', XML],
    ['another element', response('<Domain/>'), XML],
  ])('is not taken for %s', (_, body, type) => {
    expect(links(body, type)).toBeNull();
  });
});
