/** Sign-in by a page of the organisation (PROTOCOL 3.4). */
import { expect, test } from 'vitest';
import { serve, type Served } from '../testing/start.ts';
import { bearer, type Page, type Visitor } from '../testing/visitor.ts';

const GRANT = { grant_type: 'urn:microsoft.rtc:passive' };
const OPTIONS = { signIn: 'passive', deployment: 'director' } as const;

/** Asks for a ticket with the cookies that the window has. */
function ask(run: Served, visitor: Visitor, key: 'pool' | 'director'): Promise<Page> {
  const cookie = visitor.cookies(run.simulator.host(key));
  return visitor.ticket(run.origin(key), GRANT, cookie === '' ? {} : { Cookie: cookie });
}

test('page, form, cookie, ticket; a second host needs no second form', async () => {
  await using run = await serve(OPTIONS);
  const { visitor, simulator, control } = run;
  const { address, password } = simulator;
  const refused = await ask(run, visitor, 'pool');
  expect([refused.status, refused.json['error'], refused.headers['x-ms-diagnostics']]).toEqual([
    400,
    'invalid_grant',
    expect.stringMatching(/^28020;/),
  ]);
  const start = String(refused.json['ms_rtc_passiveauthuri']);
  expect(start).toBe(`${run.origin('pool')}/PassiveAuth/PassiveAuth.aspx`);

  const form = await visitor.browse(start);
  expect(new URL(form.url).hostname).toBe(simulator.host('sts'));
  const again = await visitor.submit(form, { UserName: address, Password: 'wrong' });
  expect(again.text).toContain('role="alert"');
  expect(visitor.cookies(simulator.host('sts'))).toBe('');
  const done = await visitor.submit(again, { Password: password });
  expect([done.url, done.status]).toEqual([start, 200]);
  expect(visitor.cookies(simulator.hosts.pool)).toMatch(/^FedAuth=/);

  const given = await ask(run, visitor, 'pool');
  expect([given.status, given.json['token_type']]).toEqual([200, 'Bearer']);
  const applications = `${run.origin('pool')}/ucwa/oauth/v1/applications`;
  const headers = bearer(String(given.json['access_token']));
  expect((await visitor.ask(applications, { headers })).status).toBe(200);

  expect((await ask(run, visitor, 'director')).status).toBe(400);
  const silent = await visitor.browse(`${run.origin('director')}/PassiveAuth/PassiveAuth.aspx`);
  expect(new URL(silent.url).hostname).toBe(simulator.host('director'));
  expect((await ask(run, visitor, 'director')).status).toBe(200);
  expect((await visitor.browse(`${run.origin('pool')}/favicon.ico`)).status).toBe(404);
  expect(run.offences()).toEqual([]);

  control.session({ op: 'endSignIns' });
  expect((await ask(run, visitor, 'pool')).status).toBe(400);
  expect((await visitor.browse(start)).text).toContain('name="Password"');
});

test('cookies end, and are good for their own host only', async () => {
  await using run = await serve({ ...OPTIONS, clock: 'driven', knobs: { passiveSeconds: 60 } });
  const { visitor, simulator } = run;
  const form = await visitor.browse(`${run.origin('pool')}/PassiveAuth/PassiveAuth.aspx`);
  await visitor.submit(form, { UserName: simulator.address, Password: simulator.password });
  const cookie = visitor.cookies(simulator.hosts.pool);
  expect((await visitor.ticket(run.origin('director'), GRANT, { Cookie: cookie })).status).toBe(400);
  expect((await ask(run, visitor, 'pool')).status).toBe(200);
  run.control.advance(60_000);
  expect((await ask(run, visitor, 'pool')).status).toBe(400);
});

test('a result is taken once, from the federation server, for the host it was made for', async () => {
  await using run = await serve(OPTIONS);
  const { visitor, simulator } = run;
  const sts = `${run.origin('sts')}/adfs/ls/`;
  const wish = (realm: string, reply: string) =>
    visitor.ask(`${sts}?${new URLSearchParams({ wa: 'wsignin1.0', wtrealm: realm, wreply: reply }).toString()}`);
  expect((await wish('https://evil.example', 'https://evil.example/x')).status).toBe(400);
  expect((await wish(run.origin('pool'), 'https://evil.example/x')).status).toBe(400);
  expect((await visitor.ask(`${sts}?wa=wsignout1.0`)).status).toBe(400);

  const page = `${run.origin('pool')}/PassiveAuth/PassiveAuth.aspx`;
  const query = new URLSearchParams({ wa: 'wsignin1.0', wtrealm: run.origin('pool'), wreply: page });
  const body = new URLSearchParams({ UserName: simulator.address, Password: simulator.password });
  const posted = await visitor.ask(`${sts}?${query.toString()}`, { method: 'POST', body });
  const wresult = /Result xmlns=&quot;urn:simulator&quot;&gt;([\w-]+)/.exec(posted.text)?.[1] ?? '';
  const post = (url: string, result: string) => {
    const fields = { wa: 'wsignin1.0', wresult: `<Result xmlns="urn:simulator">${result}</Result>` };
    return visitor.ask(url, { method: 'POST', body: new URLSearchParams(fields) });
  };
  expect((await post(page, 'invented')).status).toBe(403);
  expect((await post(page, wresult)).headers['set-cookie']?.[0]).toMatch(/^FedAuth=.*; secure; HttpOnly$/);
  expect((await post(page, wresult)).status).toBe(403);
});
