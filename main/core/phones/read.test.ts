import { describe, expect, test } from 'vitest';
import { resource } from '../testing/client.ts';
import { linkTo, readPhone as modelOf } from '../ucwa/index.ts';
import type { Resource } from '../ucwa/index.ts';
import { lockOf, phoneFrom, sameNumber, type KnownPhone } from './read.ts';

function readPhone(phone: Resource): KnownPhone | null {
  const model = modelOf(phone);
  return model && phoneFrom(model);
}

describe('phoneFrom', () => {
  test('a phone with its links', () => {
    const phone = resource('phone', '/me/phones/mobile', {
      properties: { type: 'mobile', number: 'tel:+14255550100', includeInContactCard: true },
      links: { changeNumber: '/n', changeVisibility: '/v' },
    });
    expect(readPhone(phone)).toEqual({
      kind: 'mobile',
      number: 'tel:+14255550100',
      visible: true,
      links: { self: linkTo('/me/phones/mobile'), changeNumber: linkTo('/n'), changeVisibility: linkTo('/v') },
    });
  });

  test.each([
    ['work', 'work'],
    ['Mobile', 'mobile'],
    [' Home', 'home'],
    [' OTHER ', 'other'],
  ])('type %j', (type, kind) => {
    expect(readPhone(resource('phone', '/p', { properties: { type } }))?.kind).toBe(kind);
  });

  test.each(['Fax', '', 'work phone'])('type %j is not known here', (type) => {
    expect(readPhone(resource('phone', '/p', { properties: { type } }))).toBeNull();
  });

  test('no type at all', () => {
    expect(readPhone(resource('phone', '/p'))).toBeNull();
  });

  test.each([
    [' tel:+1425 ', 'tel:+1425'],
    ['', ''],
    ['4255551212', '4255551212'],
  ])('number %j', (number, read) => {
    expect(readPhone(resource('phone', '/p', { properties: { type: 'home', number } }))?.number).toBe(read);
  });

  test.each([
    [true, true],
    ['True', true],
    ['false', false],
    ['False', false],
  ])('includeInContactCard %j', (includeInContactCard, visible) => {
    expect(readPhone(resource('phone', '/p', { properties: { type: 'home', includeInContactCard } }))?.visible).toBe(
      visible,
    );
  });

  test('what is missing is unset, hidden and locked', () => {
    expect(readPhone(resource('phone', '/p', { properties: { type: 'home' } }))).toEqual({
      kind: 'home',
      number: '',
      visible: false,
      links: { self: linkTo('/p'), changeNumber: null, changeVisibility: null },
    });
  });
});

describe('sameNumber', () => {
  test.each([
    ['+1 (425) 555-1234', 'tel:+14255551234'],
    ['TEL:+1.425.555.1234', '+14255551234'],
    ['', ' '],
    ['tel:+1;ext=5', '+1;EXT=5'],
  ])('%j and %j are one', (a, b) => {
    expect(sameNumber(a, b)).toBe(true);
    expect(sameNumber(b, a)).toBe(true);
  });

  test.each([
    ['+14255551234', '4255551234'],
    ['+14255551234', ''],
    ['tel:+1;ext=5', '+1;ext=6'],
  ])('%j and %j are two', (a, b) => {
    expect(sameNumber(a, b)).toBe(false);
  });
});

describe('lockOf', () => {
  const known = (type: string, number: string, links: Record<string, string>) =>
    readPhone(resource('phone', '/p', { properties: { type, number }, links }))!;
  const both = { changeNumber: '/n', changeVisibility: '/v' };

  test.each([
    ['nothing is locked', null, known('mobile', '+1425', both)],
    [
      'a number without changeNumber is the directory’s',
      'directory',
      known('mobile', '+1425', { changeVisibility: '/v' }),
    ],
    ['so is one without any link', 'directory', known('home', '+1425', {})],
    ['the work row is, even empty', 'directory', known('work', '', {})],
    ['no number is in no directory', 'server', known('other', '', { changeVisibility: '/v' })],
    ['only the visibility is not offered', 'server', known('mobile', '+1425', { changeNumber: '/n' })],
  ])('%s', (_, lock, phone) => {
    expect(lockOf(phone)).toBe(lock);
  });
});
