/** The group policy template against the schema of such files, and what of it refers to what. */
import { describe, expect, test } from 'vitest';
import type { XmlElement } from '../../main/core/ucwa/media/xml.ts';
import { schemaFaults } from './testing/admx-schema.ts';
import { all, file, LANGUAGES, xml } from './testing/templates.ts';

const admxText = file('rollcall.admx');
const adml = (language: string) => file(language, 'rollcall.adml');

const values = (root: XmlElement, name: string, attribute: string) =>
  all(root, name).map(({ attributes }) => attributes[attribute] ?? '');
const twice = (names: string[]) => names.filter((name, at) => names.findIndex((one) => same(one, name)) !== at);
/** Editors compare names without regard to case. */
const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

describe('the template', () => {
  const admx = xml(admxText);

  test('keeps to the schema', () => {
    expect(schemaFaults(admx)).toEqual([]);
  });

  test('names each thing once', () => {
    for (const name of ['policy', 'category', 'definition']) expect(twice(values(admx, name, 'name'))).toEqual([]);
    expect(twice(values(admx, 'target', 'prefix').concat(values(admx, 'using', 'prefix')))).toEqual([]);
    const written = all(admx, 'policy').flatMap(({ attributes, children }) => [
      attributes['valueName'] ?? '',
      ...children.flatMap((child) => child.children.map((element) => element.attributes['valueName'] ?? '')),
    ]);
    expect(twice(written.filter((name) => name !== ''))).toEqual([]);
  });

  test('has categories that lead to one at the top', () => {
    const parents = new Map(
      all(admx, 'category').map((one) => [one.attributes['name'] ?? '', values(one, 'parentCategory', 'ref')[0]]),
    );
    for (const start of parents.keys()) {
      const way = new Set<string>();
      let at: string | undefined = start;
      while (at !== undefined && !way.has(at)) {
        way.add(at);
        at = parents.get(at);
      }
      expect([start, at, [...way].at(-1)]).toEqual([start, undefined, 'Rollcall']);
    }
  });

  test('gives every policy an explanation, and something to write for each of its two states', () => {
    for (const policy of all(admx, 'policy')) {
      const { name, explainText, presentation, valueName } = policy.attributes;
      const has = (child: string) => policy.children.some((one) => one.name === child);
      expect([name, explainText]).toEqual([name, `$(string.${name ?? ''}_Explain)`]);
      // Elements are shown by a presentation; what has none is a switch, which writes a value either way.
      expect([name, has('elements'), has('enabledValue'), has('disabledValue'), valueName !== undefined]).toEqual(
        presentation === undefined ? [name, false, true, true, true] : [name, true, false, false, false],
      );
    }
  });
});

describe.each(LANGUAGES)('the words in %s', (language) => {
  const words = xml(adml(language));

  test('keep to the schema', () => {
    expect(schemaFaults(words)).toEqual([]);
  });

  test('have each id once, and are as new as the template wants them', () => {
    expect(twice(values(words, 'string', 'id'))).toEqual([]);
    expect(twice(values(words, 'presentation', 'id'))).toEqual([]);
    const wanted = values(xml(admxText), 'resources', 'minRequiredRevision')[0];
    expect(Number(words.attributes['revision'])).toBeGreaterThanOrEqual(Number(wanted));
  });

  test('offer by default what the list holds', () => {
    for (const list of all(words, 'dropdownList')) {
      const policy = all(xml(admxText), 'enum').find(({ attributes }) => attributes['id'] === list.attributes['refId']);
      expect(all(policy as XmlElement, 'item').length).toBeGreaterThan(Number(list.attributes['defaultItem'] ?? 0));
    }
  });
});

describe('the schema refuses', () => {
  const broken = (from: string | RegExp, to: string, text = admxText) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    return schemaFaults(xml(changed)).join('\n');
  };

  test.each([
    [
      'an order of its own',
      /(<parentCategory ref="SignIn" \/>)(\s*)(<supportedOn ref="\w+" \/>)/,
      '$3$2$1',
      'the order',
    ],
    ['a policy that is supported nowhere', /<supportedOn ref="\w+" \/>/, '', '0 of supportedOn'],
    ['a policy without a name', '<policy name="Server"', '<policy', 'name is missing'],
    ['a name that is none', '<policy name="Server"', '<policy name="Ser ver"', 'name cannot be'],
    ['a class that is none', 'class="Both"', 'class="All"', 'class cannot be'],
    ['a key with its hive', 'key="Software', 'key="HKEY_LOCAL_MACHINE\\Software', 'key cannot be'],
    ['words that are no reference', '$(string.Server)', 'Server', 'displayName cannot be'],
    ['an attribute that is none', ' required="true"', ' requried="true"', 'no attribute'],
    ['a value that is no number', '<decimal value="1"', '<decimal value="on"', 'value cannot be'],
    ['an element that is none', '<categories>', '<categories><folder />', 'folder'],
    ['text between elements', '<categories>', '<categories>x', 'text cannot be'],
    ['another namespace', '2006/07', '2007/07', 'xmlns cannot be'],
    ['no revision', ' revision="1.0"', '', 'revision is missing'],
  ])('%s', (_, from, to, words) => {
    expect(broken(from, to)).toContain(words);
  });

  test.each([
    ['a word without an id', '<string id="Server">', '<string>', 'id is missing'],
    ['an empty word', /<string id="Server">[^<]*</, '<string id="Server"><', 'a text is missing'],
    ['a field for nothing', '<textBox refId="Server">', '<textBox>', 'refId is missing'],
    ['a field without a label', /<label>[^<]*<\/label>/, '', '0 of label'],
    [
      'tables the other way round',
      /(<stringTable>[^]*<\/stringTable>)(\s*)(<presentationTable>[^]*<\/presentationTable>)/,
      '$3$2$1',
      'the order',
    ],
    ['no description', /<description>[^<]*<\/description>/, '', '0 of description'],
  ])('%s', (_, from, to, words) => {
    expect(broken(from, to, adml('en-US'))).toContain(words);
  });
});
