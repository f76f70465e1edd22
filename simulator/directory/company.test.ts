import { expect, test } from 'vitest';
import { createCompany, type CompanyPlan } from './company.ts';
import { normaliseNumber } from './numbers.ts';

const PLAN: CompanyPlan = { seed: 1, people: 60, groups: 8, domain: 'contoso.example', now: 1_000_000_000_000 };

test('the same seed makes the same company, another seed another', () => {
  expect(createCompany(PLAN)).toEqual(createCompany(PLAN));
  expect(createCompany({ ...PLAN, seed: 2 }).people[0]).not.toEqual(createCompany(PLAN).people[0]);
});

test('everyone is in a group, some in two, and the groups are those that were asked for', () => {
  const { groups, people } = createCompany(PLAN);
  expect(groups.map(({ kind }) => kind).sort()).toEqual(
    ['defaultGroup', 'distributionGroup', 'group', 'group', 'group', 'group', 'group', 'pinnedGroup'].sort(),
  );
  const personal = groups.filter(({ kind }) => kind === 'group' || kind === 'defaultGroup');
  const memberships = personal.flatMap(({ members }) => [...members]);
  expect(new Set(memberships).size).toBe(60);
  expect(memberships.length).toBeGreaterThan(60);
  expect(people.length).toBeGreaterThan(60);
  for (const group of groups) expect(group.members.size).toBeGreaterThan(0);
});

test('ids are base64 that ends in one equals sign and breaks no path', () => {
  for (const { id } of createCompany(PLAN).groups) {
    expect(id).toMatch(/^[A-Za-z0-9+]{43}=$/);
    expect(Buffer.from(id, 'base64')).toHaveLength(32);
  }
});

test('addresses are plain and unique, names are not all ASCII', () => {
  const { people } = createCompany({ ...PLAN, people: 500 });
  const addresses = people.map(({ address }) => address.toLowerCase());
  expect(new Set(addresses).size).toBe(people.length);
  for (const address of addresses) expect(address).toMatch(/^[a-z]+\.[a-z]+\d*@contoso\.example$/);
  expect(people.some(({ name }) => /[^\p{ASCII}]/u.test(name))).toBe(true);
});

test.each([
  ['tel:+14255550100', 'tel:+14255550100'],
  ['(425) 555-1212', '4255551212'],
  ['+44 20 7946 0000;EXT=12', 'tel:+442079460000;ext=12'],
  ['12345', null],
  ['+', null],
  ['call me', null],
])('the number %s becomes %s', (typed, stored) => {
  expect(normaliseNumber(typed)).toBe(stored);
});
