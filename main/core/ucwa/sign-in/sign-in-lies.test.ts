/** Whatever servers answer, a secret reaches only hosts that somebody vouches for, and a token only its own origin. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HttpOutcome, HttpRequest } from '../../ports.ts';
import { json, raw } from '../testing.ts';
import { EXTERNAL, INTERNAL, PASSIVE, signInRun, WINDOWS } from '../../testing/sign-in-run.ts';

const HOSTS = [
  ...Array.from({ length: 8 }, () => 'pool.contoso.com'),
  'lyncdiscover.contoso.com',
  'evil.test',
  'pool.contoso.com.evil.test',
  'pool.evilcontoso.com',
  'pool.cont\u043eso.com',
  'pool.contoso.com:8443',
  'evil.test:8443',
  'pool.contoso.com@evil.test',
  'evil.test\\@pool.contoso.com',
  'pool.contoso.com.',
  '192.0.2.1',
  '[2001:db8::1]',
  'allowed.partner.test',
];

/** By its canonical name alone, and written anew: what may ever be given a secret. */
const mayBeGivenSecrets = (url: string): boolean =>
  /^https:\/\/([a-z0-9-]+\.)*contoso\.com\/|^https:\/\/allowed\.partner\.test\//.test(new URL(url).href);

const address = fc
  .record({
    scheme: fc.constantFrom('https', 'https', 'https', 'http'),
    host: fc.constantFrom(...HOSTS),
    path: fc.constantFrom('/a', '/b', '/c'),
  })
  .map(({ scheme, host, path }) => `${scheme}://${host}${path}`);

const links = fc
  .dictionary(fc.constantFrom('user', 'redirect', 'applications'), address, { minKeys: 1, maxKeys: 2 })
  .map((hrefs) =>
    json(200, { _links: Object.fromEntries(Object.entries(hrefs).map(([rel, href]) => [rel, { href }])) }),
  );
const challenge = fc
  .record({ service: address, provider: address, offers: fc.constantFrom('ticket', 'provider', 'both') })
  .map(({ service, provider, offers }) => {
    const values = [];
    if (offers !== 'provider') values.push(`MsRtcOAuth href="${service}",grant_type="${WINDOWS},${PASSIVE},password"`);
    if (offers !== 'ticket') values.push(`Bearer authorization_uri="${provider}/oauth2/authorize"`);
    return raw(401, '', { 'www-authenticate': values });
  });
const ticket = fc.constantFrom(
  json(200, { access_token: 'cwt=1', expires_in: 28_800 }),
  json(400, { error: 'unsupported_grant_type' }),
);
const page = address.map((url) => json(400, { error: 'invalid_grant', ms_rtc_passiveauthuri: url }));
const moved = address.map((location) => raw(302, '', { location }));
const answers = fc.array(fc.oneof(links, links, challenge, challenge, moved), { minLength: 4, maxLength: 40 });
const tickets = fc.array(fc.oneof(ticket, page), { minLength: 1, maxLength: 8 });

it('holds for random lies', async () => {
  let given = 0;
  await fc.assert(
    fc.asyncProperty(
      ...([answers, tickets, fc.boolean(), fc.boolean()] as const),
      async (gets, posts, withPassword, leave) => {
        const token = (at: number) => ({ ok: true, token: `jwt ${at}`, expiresAt: 5_000_000 }) as const;
        const made = signInRun({
          request: { approval: { trustedHosts: ['allowed.partner.test'], only: false } },
          means: { password: withPassword ? 'secret' : null, windows: true, passive: 'ask', microsoft: 'ask' },
          systemUser: true,
          pages: leave ? ['closed'] : ['returned', 'returned'],
          tokens: [token(0), token(1), token(2), token(3)],
        });
        let at = 0;
        const sent: HttpRequest[] = [];
        made.http.send = async (request): Promise<HttpOutcome> => {
          sent.push(request);
          at += 1;
          const script = request.method === 'GET' ? gets : posts;
          const chosen = script[at % script.length] ?? raw(404, '');
          // The root is at least found, or nothing would happen.
          return request.url === INTERNAL || request.url === EXTERNAL ? (gets[0] ?? chosen) : chosen;
        };
        const result = await made.run();
        if (result.ok) await result.value.client.post(result.value.applicationsUrl, {});

        for (const { url, headers, body, as } of sent) {
          const bearer = headers.authorization?.replace('Bearer ', '') ?? null;
          const secret =
            body?.includes('grant_type') === true ||
            (as ?? 'nobody') !== 'nobody' ||
            bearer?.startsWith('cwt=') === true;
          if (secret) {
            given += 1;
            expect(mayBeGivenSecrets(url), url).toBe(true);
          }
          if (bearer?.startsWith('jwt') === true) {
            const resource = made.asked[Number(bearer.slice(4))]?.resource;
            expect(new URL(url).origin).toBe(resource);
          }
        }
        for (const { url, returnsTo } of made.shown) {
          expect([mayBeGivenSecrets(url), mayBeGivenSecrets(`${returnsTo}/`)]).toEqual([true, true]);
        }
        for (const { authority } of made.asked) expect(mayBeGivenSecrets(`${authority}/`), authority).toBe(true);
      },
    ),
    { numRuns: 600 },
  );
  // Otherwise the property would hold for somebody who never signs in.
  expect(given).toBeGreaterThan(100);
});
