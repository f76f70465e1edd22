/** What each host offers to sign in with, by presets and knobs (PROTOCOL 3.1). */
import { expect, test } from 'vitest';
import { serve, type Served } from '../testing/start.ts';

async function challenge({ visitor, origin }: Served, key: 'pool' | 'discovery' = 'pool'): Promise<string | undefined> {
  const path = key === 'pool' ? '/ucwa/oauth/v1/applications' : '/Autodiscover/AutodiscoverService.svc/root/oauth/user';
  const answer = await visitor.ask(origin(key) + path);
  expect(answer.status).toBe(401);
  return answer.headers['www-authenticate'];
}

function grants(header: string | undefined): string[] | null {
  const list = /grant_type="([^"]*)"/.exec(header ?? '')?.[1];
  return list === undefined ? null : list.split(',').map((name) => name.replace('urn:microsoft.rtc:', ''));
}

test.each([
  ['standard', ['windows', 'anonmeeting', 'password'], false],
  ['password', ['anonmeeting', 'password'], false],
  ['windows', ['windows', 'anonmeeting'], false],
  ['passive', ['passive', 'anonmeeting'], false],
  ['openid', null, true],
  ['everything', ['windows', 'passive', 'anonmeeting', 'password'], true],
  ['nothing', ['anonmeeting'], false],
] as const)('sign-in kind %s', async (signIn, offered, openId) => {
  await using run = await serve({ signIn });
  const header = await challenge(run);
  expect(grants(header)).toEqual(offered);
  expect(header?.includes('authorization_uri="https://login.contoso.example/common/oauth2/authorize"')).toBe(openId);
  expect(header?.includes('Bearer ')).toBe(signIn !== 'nothing');
});

test('each host its own grants', async () => {
  const grantsByHost = 'pool=password;lyncdiscover.contoso.example=urn:microsoft.rtc:windows;*=';
  await using run = await serve({ knobs: { grantsByHost } });
  expect(grants(await challenge(run))).toEqual(['password']);
  expect(grants(await challenge(run, 'discovery'))).toEqual(['windows']);
  const { address, password } = run.simulator;
  const form = { grant_type: 'password', username: address, password };
  const ask = async (key: 'pool' | 'discovery' | 'discoveryInternal') =>
    (await run.visitor.ticket(run.origin(key), form)).json['error'];
  expect([await ask('pool'), await ask('discovery'), await ask('discoveryInternal')]).toEqual([
    undefined,
    'unsupported_grant_type',
    'unsupported_grant_type',
  ]);
  run.control.setKnobs({ bearer: 'none', grantsByHost: 'pool=' });
  expect(await challenge(run)).toBeUndefined();
  expect(() => run.control.setKnobs({ grantsByHost: 'pool' })).toThrow(/knob "grantsByHost"/);
});

test('a password that was changed: the old one is refused, and sending it twice is an offence', async () => {
  await using run = await serve();
  const { simulator, control, visitor } = run;
  const ask = async (password: string) => {
    const form = { grant_type: 'password', username: simulator.address, password };
    return (await visitor.ticket(run.origin('pool'), form)).status;
  };
  control.session({ op: 'changePassword', password: 'fresh' });
  expect([await ask(simulator.password), await ask('fresh')]).toEqual([400, 200]);
  expect(run.offences()).toEqual([]);
  expect(await ask(simulator.password)).toBe(400);
  expect(run.offences()).toEqual(['refusedPasswordAgain']);
  control.clearOffences();
  control.session({ op: 'changePassword', password: simulator.password });
  expect(await ask(simulator.password)).toBe(200);
  // What was refused before the change is new to the account now.
  expect(await ask('stale')).toBe(400);
  control.session({ op: 'changePassword', password: 'another' });
  expect(await ask('stale')).toBe(400);
  expect(run.offences()).toEqual([]);
});
