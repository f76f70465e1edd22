/**
 * What group policy templates must be, as far as ours use it: Microsoft's schema of ADMX and ADML files
 * (PolicyDefinitionFiles.xsd, PolicyDefinitions.xsd, BaseTypes.xsd; MS-GPREG's editors refuse what breaks it).
 */
import type { XmlElement } from '../../../main/core/ucwa/media/xml.ts';

/** Reads a value of an attribute or an element's text. */
type Kind = RegExp;

interface Rule {
  /** By name; a star before the name: it must be there. */
  readonly attributes?: Readonly<Record<string, Kind>>;
  /** What stands inside, in this order: name, least and most. `any`: one of several, in any order, once at least. */
  readonly children?: readonly (readonly [name: string, least: number, most: number])[] | { readonly any: string[] };
  /** Text inside; without it there is none. */
  readonly text?: Kind;
}

const TEXT = /^[^]*$/;
const SOME_TEXT = /\S/;
const NAME = /^[\p{L}\p{N}_]+$/u;
const REFERENCE = /^([\p{L}\p{N}_]+:)?[\p{L}\p{N}_]+$/u;
const STRING = /^\$\(string\.[\p{L}\p{N}_]+\)$/u;
const PRESENTATION = /^\$\(presentation\.[\p{L}\p{N}_]+\)$/u;
const VERSION = /^\d{1,4}\.\d{1,5}$/;
const FLAG = /^(true|false|0|1)$/;
const NUMBER = /^\d{1,10}$/;
/** Below the root of a hive, which the class of the policy names. */
const KEY = /^(?!\\|HKEY_|HKLM|HKCU)[^\\]+(\\[^\\]+)*$/;
const NAMESPACE = /^http:\/\/schemas\.microsoft\.com\/GroupPolicy\/2006\/07\/PolicyDefinitions$/;
const MANY = Infinity;

const ROOT = { '*xmlns': NAMESPACE, '*revision': VERSION, '*schemaVersion': VERSION };
const ELEMENT = { '*id': NAME, key: KEY, valueName: SOME_TEXT };
const VALUE: Rule = { children: { any: ['decimal', 'string', 'delete'] } };
const REF: Rule = { attributes: { '*ref': REFERENCE } };
const NAMESPACE_OF: Rule = { attributes: { '*prefix': NAME, '*namespace': SOME_TEXT } };

/** By path from the end: the longest that fits counts. */
const RULES: Readonly<Record<string, Rule>> = {
  policyDefinitions: {
    attributes: ROOT,
    children: [
      ['policyNamespaces', 1, 1],
      ['resources', 1, 1],
      ['supportedOn', 0, 1],
      ['categories', 0, 1],
      ['policies', 0, 1],
    ],
  },
  policyNamespaces: {
    children: [
      ['target', 1, 1],
      ['using', 0, MANY],
    ],
  },
  target: NAMESPACE_OF,
  using: NAMESPACE_OF,
  'policyDefinitions/resources': { attributes: { '*minRequiredRevision': VERSION, fallbackCulture: SOME_TEXT } },
  'policyDefinitions/supportedOn': { children: [['definitions', 0, 1]] },
  definitions: { children: [['definition', 1, MANY]] },
  definition: { attributes: { '*name': NAME, '*displayName': STRING } },
  categories: { children: [['category', 1, MANY]] },
  category: {
    attributes: { '*name': NAME, '*displayName': STRING, explainText: STRING },
    children: [['parentCategory', 0, 1]],
  },
  parentCategory: REF,
  supportedOn: REF,
  policies: { children: [['policy', 1, MANY]] },
  policy: {
    attributes: {
      '*name': NAME,
      '*class': /^(User|Machine|Both)$/,
      '*displayName': STRING,
      explainText: STRING,
      presentation: PRESENTATION,
      '*key': KEY,
      valueName: SOME_TEXT,
    },
    children: [
      ['parentCategory', 0, 1],
      ['supportedOn', 1, 1],
      ['enabledValue', 0, 1],
      ['disabledValue', 0, 1],
      ['elements', 0, 1],
    ],
  },
  enabledValue: VALUE,
  disabledValue: VALUE,
  value: VALUE,
  decimal: { attributes: { '*value': NUMBER } },
  'value/string': { text: /^[^]{0,255}$/ },
  elements: { children: { any: ['text', 'enum', 'list'] } },
  'elements/text': { attributes: { ...ELEMENT, required: FLAG, maxLength: NUMBER, expandable: FLAG, soft: FLAG } },
  enum: { attributes: { ...ELEMENT, required: FLAG }, children: [['item', 0, MANY]] },
  item: { attributes: { '*displayName': STRING }, children: [['value', 1, 1]] },
  list: {
    attributes: { '*id': NAME, key: KEY, valuePrefix: TEXT, additive: FLAG, expandable: FLAG, explicitValue: FLAG },
  },

  policyDefinitionResources: {
    attributes: ROOT,
    children: [
      ['displayName', 1, 1],
      ['description', 1, 1],
      ['resources', 1, 1],
    ],
  },
  displayName: { text: TEXT },
  description: { text: TEXT },
  resources: {
    children: [
      ['stringTable', 0, 1],
      ['presentationTable', 0, 1],
    ],
  },
  stringTable: { children: [['string', 1, MANY]] },
  string: { attributes: { '*id': NAME }, text: SOME_TEXT },
  presentationTable: { children: [['presentation', 1, MANY]] },
  presentation: { attributes: { '*id': NAME }, children: { any: ['textBox', 'listBox', 'dropdownList'] } },
  textBox: {
    attributes: { '*refId': NAME },
    children: [
      ['label', 1, 1],
      ['defaultValue', 0, 1],
    ],
  },
  label: { text: SOME_TEXT },
  defaultValue: { text: TEXT },
  listBox: { attributes: { '*refId': NAME }, text: SOME_TEXT },
  dropdownList: { attributes: { '*refId': NAME, noSort: FLAG, defaultItem: NUMBER }, text: SOME_TEXT },
};

/** All that breaks the schema in this element and below, each with the place; empty: nothing does. */
export function schemaFaults(element: XmlElement, parent = ''): string[] {
  const rule = RULES[`${parent}/${element.name}`] ?? RULES[element.name];
  const place = `${parent}/${element.name} ${element.attributes['name'] ?? element.attributes['id'] ?? ''}`.trimEnd();
  if (rule === undefined) return [`${place}: there is no such element`];
  const faults = [...attributeFaults(element, rule), ...orderFaults(element, rule), ...textFaults(element, rule)];
  return [
    ...faults.map((fault) => `${place}: ${fault}`),
    ...element.children.flatMap((child) => schemaFaults(child, element.name)),
  ];
}

function attributeFaults({ attributes }: XmlElement, rule: Rule): string[] {
  const kinds = Object.entries(rule.attributes ?? {});
  const missing = kinds.map(([name]) => name).filter((name) => name.startsWith('*') && !(name.slice(1) in attributes));
  const known = new Map(kinds.map(([name, kind]) => [name.replace('*', ''), kind]));
  return [
    ...missing.map((name) => `${name.slice(1)} is missing`),
    ...Object.entries(attributes).flatMap(([name, value]) => {
      const kind = known.get(name);
      if (kind === undefined) return [`${name} is no attribute of it`];
      return kind.test(value) ? [] : [`${name} cannot be "${value}"`];
    }),
  ];
}

function orderFaults({ children }: XmlElement, { children: wanted = [] }: Rule): string[] {
  const names = children.map(({ name }) => name);
  if ('any' in wanted) {
    if (names.length === 0) return ['it is empty'];
    return names.filter((name) => !wanted.any.includes(name)).map((name) => `${name} does not belong here`);
  }
  const order = wanted.map(([name]) => name);
  const strange = names.filter((name) => !order.includes(name)).map((name) => `${name} does not belong here`);
  const isSorted = names.every((name, at) => at === 0 || order.indexOf(name) >= order.indexOf(names[at - 1] ?? ''));
  const counts = wanted.flatMap(([name, least, most]) => {
    const count = names.filter((one) => one === name).length;
    return count < least || count > most ? [`${count} of ${name}`] : [];
  });
  return [...strange, ...(isSorted ? [] : [`the order is ${names.join(', ')}`]), ...counts];
}

function textFaults({ text }: XmlElement, { text: kind = /^\s*$/ }: Rule): string[] {
  return kind.test(text)
    ? []
    : [text.trim() === '' ? 'a text is missing' : `its text cannot be "${text.trim().slice(0, 40)}"`];
}
