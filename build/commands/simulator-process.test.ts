import { expect, test } from 'vitest';
import { nameMap, readFacts } from './simulator-process.ts';

const facts = {
  port: 4711,
  control: 'http://127.0.0.1:4712',
  ca: '/ca.pem',
  domain: 'example.org',
  address: 'ann@example.org',
  password: 'x',
  hosts: { discovery: 'lyncdiscover.example.org', discoveryInternal: 'in.example.org', pool: 'pool.example.org' },
};

test('the line that describes the simulator is read, others are not', () => {
  expect(readFacts(`SIMULATOR ${JSON.stringify(facts)}`)).toEqual(facts);
  expect(readFacts('listening')).toBeNull();
});

test('a description that lacks something is refused', () => {
  expect(() => readFacts('SIMULATOR {"port":1}')).toThrow();
});

test('each name leads to the simulator, once', () => {
  expect(nameMap(facts)).toEqual([
    { name: 'lyncdiscover.example.org', target: '127.0.0.1:4711' },
    { name: 'in.example.org', target: '127.0.0.1:4711' },
    { name: 'pool.example.org', target: '127.0.0.1:4711' },
  ]);
  expect(nameMap({ ...facts, hosts: { discovery: 'a', discoveryInternal: 'a', pool: 'a' } })).toHaveLength(1);
});
