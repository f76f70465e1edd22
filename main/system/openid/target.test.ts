import { expect, test } from 'vitest';
import { targetOf } from './target.ts';

const resource = 'https://pool.example.org';

test.each([
  ['https://login.microsoftonline.com/organizations', 'AAD', []],
  ['https://login.windows.net/common', 'AAD', []],
  ['https://login.microsoftonline.us/contoso.com', 'AAD', []],
  ['https://login.example.org/organizations', 'OIDC', ['login.example.org']],
  ['https://login.microsoftonline.com.example.org/x', 'OIDC', ['login.microsoftonline.com.example.org']],
  ['https://login.example.org:8443/x', 'OIDC', ['login.example.org:8443']],
])('%s is spoken to as %s', (authority, protocol, knownAuthorities) => {
  const scopes = ['https://pool.example.org/.default'];
  expect(targetOf({ authority, resource })).toEqual({ protocol, knownAuthorities, audience: { scopes } });
});

test.each(['https://sts.example.org/adfs', 'https://sts.example.org/ADFS/'])(
  '%s takes the audience by name',
  (authority) => {
    expect(targetOf({ authority, resource })?.audience).toEqual({ scopes: [], resource });
  },
);

test.each(['http://login.example.org/x', 'login.example.org', 'https://ann:pw@login.example.org/', ''])(
  '%j is asked for nothing',
  (authority) => {
    expect(targetOf({ authority, resource })).toBeNull();
  },
);
