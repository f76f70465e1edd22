import { expect, test } from 'vitest';
import { parseResolveRule, resolveTarget } from './resolve.ts';

test('rules are read as name, port, address, port', () => {
  expect(parseResolveRule('Pool.example.org:443:127.0.0.1:8443')).toEqual({
    name: 'pool.example.org',
    port: 443,
    address: '127.0.0.1',
    addressPort: 8443,
  });
  expect(parseResolveRule('pool.example.org:443:[::1]:8443')).toMatchObject({ address: '::1', addressPort: 8443 });
});

test.each([
  '',
  'a',
  'a:443',
  'a:443:b',
  'a:443:b:',
  'a:x:b:1',
  'a:0:b:1',
  'a:443:b:65536',
  'a:443:::1:8443',
  'a b:1:c:2',
  '127.0.0.1:443:127.0.0.2:443',
])('%j is no rule', (text) => expect(parseResolveRule(text)).toBeNull());

test('a rule holds for its name and port only, the last one wins', () => {
  const rules = ['a:443:x:1', 'a:443:y:2', 'a:80:z:3']
    .map((text) => parseResolveRule(text))
    .filter((rule) => rule !== null);
  expect(resolveTarget(rules, 'A', 443)).toEqual({ host: 'y', port: 2 });
  expect(resolveTarget(rules, 'a', 8443)).toEqual({ host: 'a', port: 8443 });
  expect(resolveTarget(rules, 'b', 443)).toEqual({ host: 'b', port: 443 });
});
