import { expect, test } from 'vitest';
import { Account } from '../auth/account.ts';
import { createDrivenClock } from '../clock.ts';
import { strangerNames } from '../deployment/lies.ts';
import { Topology } from '../deployment/topology.ts';
import { KNOB_DEFAULTS } from '../knobs.ts';
import { OpenIdProvider, type Grant } from './provider.ts';

const HOST = 'pool1.contoso.example';
const ISSUER = 'https://login.contoso.example/common/v2.0';
const GRANT: Grant = { clientId: 'c', redirectUri: 'r', challenge: 'x', resource: HOST, scope: 's', nonce: null };

test('a front end takes a token of this issuer, for its own name, while it lives', () => {
  const clock = createDrivenClock();
  const provider = new OpenIdProvider({
    clock,
    knobs: { ...KNOB_DEFAULTS, bearerSeconds: 60 },
    topology: new Topology('single', 'contoso.example', strangerNames),
    account: new Account('ann@contoso.example', 'x'),
    domain: 'contoso.example',
  });
  const token = provider.accessToken(GRANT, ISSUER);
  expect(provider.judge(token, HOST)).toMatchObject({ state: 'good' });
  expect(provider.judge(token, 'pool2.contoso.example')).toEqual({ state: 'wrongHost' });
  expect(provider.judge(provider.accessToken(GRANT, 'https://evil.example/common/v2.0'), HOST)).toEqual({
    state: 'bad',
  });
  expect(provider.judge(provider.accessToken({ ...GRANT, resource: null }, ISSUER), HOST)).toEqual({
    state: 'wrongHost',
  });
  clock.advance(61_000);
  expect(provider.judge(token, HOST)).toEqual({ state: 'bad' });
});
