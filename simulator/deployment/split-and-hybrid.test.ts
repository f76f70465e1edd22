/** Servers in another DNS domain, and users who live online (PROTOCOL 2.3, 2.5). */
import { expect, test } from 'vitest';
import { authorize, redeem } from '../testing/openid.ts';
import { bearer, link } from '../testing/visitor.ts';
import { serve } from '../testing/start.ts';

test('split domain: the links of the SIP domain lead to another one', async () => {
  await using run = await serve({ deployment: 'split' });
  const { visitor, origin, control, simulator } = run;
  expect(simulator.address).toMatch(/@contoso\.example$/);
  expect(simulator.hosts.pool).toBe('pool1.litware.example');
  const user = link(await visitor.ask(`${origin('discoveryInternal')}/`), 'user');
  expect(new URL(user).hostname).toBe(simulator.hosts.pool);
  const headers = bearer(await visitor.ticketByPassword(origin('pool')));
  const applications = link(await visitor.ask(user, { headers }), 'applications');
  expect(applications).toBe(`${origin('pool')}/ucwa/oauth/v1/applications`);
  expect((await visitor.ask(applications, { headers })).status).toBe(200);

  control.setKnobs({ discovery: 'redirect' });
  const redirect = link(await visitor.ask(`${origin('discovery')}/`), 'redirect');
  expect(new URL(redirect).hostname).toBe(simulator.host('discoveryElsewhere'));
  expect(link(await visitor.ask(redirect), 'user')).toBe(user);
  expect(run.offences()).toEqual([]);
});

test('hybrid: from the own domain to the online service, with one token per host', async () => {
  await using run = await serve({ deployment: 'hybrid' });
  const { visitor, origin, simulator } = run;
  const redirect = link(await visitor.ask(`${origin('discovery')}/`), 'redirect');
  expect(redirect).toBe(`${origin('webdir')}/autodiscover/autodiscoverservice.svc/root`);
  const user = link(await visitor.ask(redirect), 'user');
  expect(new URL(user).hostname).toBe(simulator.host('webdirUser'));
  const challenge = (await visitor.ask(user)).headers['www-authenticate'] ?? '';
  expect(challenge).toContain(`authorization_uri="${origin('login')}/common/oauth2/authorize"`);
  expect(challenge).not.toContain('MsRtcOAuth');

  const first = await redeem(run, await authorize(run, { resource: origin('webdirUser') }));
  const known = await visitor.ask(user, { headers: bearer(first.accessToken) });
  const applications = link(known, 'applications');
  expect(applications).toBe(`${origin('pool')}/ucwa/oauth/v1/applications`);
  expect((await visitor.ask(applications)).status).toBe(401);
  const second = await redeem(run, {
    grant_type: 'refresh_token',
    refresh_token: first.refreshToken,
    resource: origin('pool'),
  });
  expect((await visitor.ask(applications, { headers: bearer(second.accessToken) })).status).toBe(200);
  expect(run.offences()).toEqual([]);
  expect((await visitor.ask(applications, { headers: bearer(first.accessToken) })).status).toBe(500);
  expect(run.offences()).toEqual(['ticketOnWrongHost']);
});
