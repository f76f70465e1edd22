/** The templates for administrators name just the policies that the app knows, each with its type, in every language. */
import { describe, expect, test } from 'vitest';
import { POLICIES, type PolicyName, type PolicyType } from '../../main/core/policy/policies.ts';
import { readPolicy } from '../../main/core/policy/policy.ts';
import type { XmlElement } from '../../main/core/ucwa/media/xml.ts';
import { all, file, LANGUAGES, xml } from './testing/templates.ts';

const NAMES = Object.keys(POLICIES).sort() as PolicyName[];
const TYPES = Object.fromEntries(NAMES.map((name) => [name, POLICIES[name].type]));
const KEY = 'Software\\Policies\\Rollcall';

const attributesOf = (root: XmlElement, name: string, attribute: string) =>
  all(root, name).map(({ attributes }) => attributes[attribute]);

describe('the group policy template', () => {
  const admx = xml(file('rollcall.admx'));
  const policies = new Map(all(admx, 'policy').map((policy) => [policy.attributes['name'], policy]));
  const typeOf = (policy: XmlElement): PolicyType => {
    const elements = all(policy, 'elements').flatMap(({ children }) => children);
    expect(elements.length).toBeLessThan(2);
    const kind = elements[0]?.name ?? 'boolean';
    return kind === 'enum' ? 'choice' : (kind as PolicyType);
  };

  test('has each policy once, with its type', () => {
    expect(all(admx, 'policy')).toHaveLength(NAMES.length);
    expect(Object.fromEntries([...policies].map(([name, policy]) => [name, typeOf(policy)]))).toEqual(TYPES);
  });

  test.each(NAMES)('%s is written where the app looks', (name) => {
    const policy = policies.get(name);
    if (policy === undefined) throw new Error('no such policy');
    expect(policy.attributes).toMatchObject({ key: KEY, class: 'Both' });
    const [element] = all(policy, 'elements').flatMap(({ children }) => children);
    switch (POLICIES[name].type) {
      case 'boolean':
        expect(policy.attributes['valueName']).toBe(name);
        expect(all(policy, 'enabledValue').flatMap((value) => attributesOf(value, 'decimal', 'value'))).toEqual(['1']);
        expect(all(policy, 'disabledValue').flatMap((value) => attributesOf(value, 'decimal', 'value'))).toEqual(['0']);
        break;
      case 'list':
        expect(element?.attributes).toMatchObject({ key: `${KEY}\\${name}`, valuePrefix: '' });
        break;
      case 'choice':
        expect(all(policy, 'string').map(({ text }) => text)).toEqual(POLICIES[name].choices);
        expect(element?.attributes['valueName']).toBe(name);
        break;
      case 'text':
        expect(element?.attributes['valueName']).toBe(name);
    }
  });

  test('its categories and what it is supported on are there', () => {
    const categories = attributesOf(admx, 'category', 'name');
    for (const ref of attributesOf(admx, 'parentCategory', 'ref')) expect(categories).toContain(ref);
    const definitions = attributesOf(admx, 'definition', 'name');
    for (const policy of policies.values()) {
      expect(attributesOf(policy, 'parentCategory', 'ref')).toHaveLength(1);
      expect(attributesOf(policy, 'supportedOn', 'ref')).toEqual(definitions);
    }
  });

  describe.each(LANGUAGES)('in %s', (language) => {
    const adml = xml(file(language, 'rollcall.adml'));
    const asked = (kind: string) =>
      [...file('rollcall.admx').matchAll(/\$\((\w+)\.(\w+)\)/g)]
        .flatMap(([, of, id]) => (of === kind ? [id] : []))
        .sort();

    test('has each text that the template asks for, and no other', () => {
      const strings = all(adml, 'string');
      expect(strings.map(({ attributes }) => attributes['id']).sort()).toEqual([...new Set(asked('string'))]);
      for (const { text } of strings) expect(text.trim()).not.toBe('');
    });

    test('has a field for each element, of its kind', () => {
      expect(attributesOf(adml, 'presentation', 'id').sort()).toEqual(asked('presentation'));
      const kinds: Record<string, PolicyType> = { textBox: 'text', listBox: 'list', dropdownList: 'choice' };
      for (const { attributes, children } of all(adml, 'presentation')) {
        const name = attributes['id'] ?? '';
        expect(children.map((field) => [field.attributes['refId'], kinds[field.name]])).toEqual([[name, TYPES[name]]]);
      }
    });
  });
});

describe('the profile', () => {
  const text = file('rollcall.mobileconfig');
  // Our reader refuses the type declaration that a property list begins with.
  const profile = plist(xml(text.replace(/<!DOCTYPE[^>]*>/, '')).children[0]) as Record<string, unknown>;
  const [payload] = profile['PayloadContent'] as [Record<string, unknown>];

  test('is for the app, and each part has an identifier of its own that stays', () => {
    expect([profile['PayloadType'], payload['PayloadType']]).toEqual(['Configuration', 'com.rollcall.app']);
    expect([profile['PayloadUUID'], payload['PayloadUUID']]).toEqual([
      'E9545350-F0AA-522E-8C40-A3ADD34EEB74',
      'B94ADFCD-CAA8-5B0D-B0B0-9757EE97CF58',
    ]);
  });

  test('has each policy, and the app takes each value', () => {
    const values = Object.fromEntries(Object.entries(payload).filter(([name]) => !name.startsWith('Payload')));
    expect(Object.keys(values).sort()).toEqual(NAMES);
    expect(readPolicy([{ name: 'profile', values: payload }]).problems).toEqual([]);
    expect(typesOf(values)).toEqual(typesOf(JSON.parse(file('policies.json')) as Record<string, unknown>));
  });
});

test('the file has each policy with its type, and the app takes each value', () => {
  const values = JSON.parse(file('policies.json')) as Record<string, unknown>;
  expect(Object.keys(values).sort()).toEqual(NAMES);
  expect(readPolicy([{ name: 'file', values }]).problems).toEqual([]);
  const plain = Object.entries(TYPES).map(([name, type]) => [name, type === 'choice' ? 'text' : type]);
  expect(typesOf(values)).toEqual(Object.fromEntries(plain));
});

test('the page for administrators says what each policy means', () => {
  const named = [...file('README.md').matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(NAMES);
});

function typesOf(values: Record<string, unknown>): Record<string, string> {
  const typeOf = (value: unknown) =>
    Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : typeof value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeOf(value)]));
}

/** A property list's element as a value. */
function plist(element: XmlElement | undefined): unknown {
  switch (element?.name) {
    case 'dict': {
      const { children } = element;
      return Object.fromEntries(
        children.flatMap((key, at) => (at % 2 === 0 ? [[key.text, plist(children[at + 1])]] : [])),
      );
    }
    case 'array':
      return element.children.map(plist);
    case 'true':
    case 'false':
      return element.name === 'true';
    case 'integer':
      return Number(element.text);
    case 'string':
      return element.text;
    default:
      throw new Error(`no ${element?.name ?? 'element'} belongs into a profile`);
  }
}
