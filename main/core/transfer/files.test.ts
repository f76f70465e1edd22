import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GroupKind, Person } from '../store/state.ts';
import type { ContactFile } from './contact-file.ts';
import { readFile, MAX_CHARACTERS, MAX_PEOPLE } from './read-file.ts';
import { CSV_COLUMNS, writeFile } from './write-file.ts';

const ann = { address: 'ann@x', name: 'Ann' };
const ben = { address: 'ben@x', name: 'Ben' };

const FILE: ContactFile = {
  groups: [
    { name: 'Sales', kind: 'group', followed: true, members: [ann, ben] },
    { name: 'Empty', kind: 'group', followed: false, members: [] },
    { name: 'Others', kind: 'defaultGroup', followed: false, members: [{ address: 'cid@x', name: '' }] },
  ],
  follows: [{ address: 'dan@x', name: 'Dan' }],
};

/** The list in a text; throws where there is none. */
function listIn(text: string) {
  const read = readFile(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** Group, address and name of each member, in short. */
function membersIn(text: string): string[] {
  return listIn(text).file.groups.flatMap(({ name, members }) =>
    members.map((person) => `${name}|${person.address}|${person.name}`),
  );
}

describe('CSV as it is written', () => {
  const text = writeFile('csv', FILE);

  test('begins with a byte order mark and the heading, and ends each line as RFC 4180 says', () => {
    const lines = text.split('\r\n');
    expect(lines[0]).toBe(`\uFEFF${CSV_COLUMNS.join(',')}`);
    expect(lines.slice(1)).toEqual([
      'Sales,,,group,yes',
      'Sales,ann@x,Ann,group,',
      'Sales,ben@x,Ben,group,',
      'Empty,,,group,',
      'Others,cid@x,,defaultGroup,',
      ',dan@x,Dan,,yes',
      '',
    ]);
  });

  test.each(['=1+1', '+1', '-1', '@x', '\t=1', '＝1', "'=1", "''-1"])('%j is no formula in a spreadsheet', (name) => {
    const file = { groups: [{ name: 'A', kind: 'group', followed: false, members: [{ ...ann, name }] }], follows: [] };
    const cell =
      writeFile('csv', file as ContactFile)
        .split('\r\n')[1]
        ?.split(',')[2] ?? '';
    expect(cell).toMatch(/^"?'/);
  });
});

/** Texts as the server gives them: without blanks around them. */
const text = fc
  .oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 9 }))
  .map((value) => value.trim());
const awkward = fc.constantFrom(
  '=1+1',
  "'=x",
  '"',
  'a,b',
  'a;b',
  'a\r\nb',
  'a\nb',
  '\uFEFFa',
  '＋1',
  "''@x",
  'sep=;',
  'address',
);
const name = fc.oneof(text, awkward).map((value) => value.trim());
const address = fc
  .tuple(fc.constantFrom('ann', 'ben', 'cid', '-dan', '=eve', '+fay'), fc.constantFrom('x', 'y.example'))
  .map(([user, domain]) => `${user}@${domain}`);
const people: fc.Arbitrary<Person[]> = fc.uniqueArray(fc.record({ address, name }), {
  selector: (person) => person.address,
  maxLength: 5,
});
const kind = fc.constantFrom<GroupKind>('group', 'defaultGroup', 'pinnedGroup', 'distributionGroup');
const file: fc.Arbitrary<ContactFile> = fc.record({
  groups: fc.uniqueArray(
    fc.record({ name: name.filter((value) => value !== ''), kind, followed: fc.boolean(), members: people }),
    { selector: (group) => `${group.kind} ${group.name.toLowerCase()}`, maxLength: 4 },
  ),
  follows: people,
});

describe('what is written comes back', () => {
  test.each(['json', 'csv'] as const)('as %s', (format) => {
    fc.assert(
      fc.property(file, (given) => {
        const read = listIn(writeFile(format, given));
        expect(read).toEqual({ format, file: given, unreadable: [] });
      }),
      { numRuns: 300 },
    );
  });

  test.each(['json', 'csv'] as const)('as %s: a list of 10,000 people, each in five of 200 groups', (format) => {
    const person = (n: number) => ({
      address: `firstname.lastname${n}@contoso.example`,
      name: `Firstname Lastname ${n}`,
    });
    const members = (at: number) => Array.from({ length: 250 }, (_, n) => person((at * 50 + n) % 10_000));
    const groups = Array.from({ length: 200 }, (_, at) => ({
      name: `Team ${at}`,
      kind: 'group' as const,
      followed: at % 2 === 0,
      members: members(at),
    }));
    const given = { groups, follows: [] };
    expect(listIn(writeFile(format, given))).toEqual({ format, file: given, unreadable: [] });
  });

  test('whatever a program made of the ends of the lines and the delimiter', () => {
    const csv = writeFile('csv', FILE);
    for (const text of [
      csv.replaceAll('\r\n', '\n'),
      csv.replaceAll('\r\n', '\r'),
      csv.replaceAll(',', ';'),
      csv.replaceAll(',', '\t'),
      csv.slice(1),
      `sep=;\r\n${csv.slice(1).replaceAll(',', ';')}`,
    ]) {
      expect(listIn(text).file).toEqual(FILE);
    }
  });
});

describe('CSV of others', () => {
  test.each<[string, string, string[]]>([
    ['SIP Address, Name and Group', 'Name,SIP Address,Group\nAnn,sip:ann@x,Sales\n', ['Sales|ann@x|Ann']],
    ['quoted headings with blanks', '"Display Name" ; "E-Mail Address"\n"Ann; A." ; ann@x\n', ['|ann@x|Ann; A.']],
    ['first and last names', 'First Name,Last Name,Email\nAnn,Archer,ann@x\n', ['|ann@x|Ann Archer']],
    ['German headings', 'Gruppe;Anzeigename;Adresse\nVertrieb;Änne;aenne@x\n', ['Vertrieb|aenne@x|Änne']],
    ['French headings', 'Prénom,Nom de famille,Courriel\nÉve,Roy,eve@x\n', ['|eve@x|Éve Roy']],
    ['a SIP address before a mail address', 'Mail,SIP URI\nmail@x,sip:Ann@X\n', ['|ann@x|']],
    ['the mail address where there is no other', 'SIP,Mail\n,ann@x\n', ['|ann@x|']],
    ['an address in angle brackets', 'address\nAnn Archer <sip:ann@x>\n', ['|ann@x|']],
    ['no heading at all', 'ann@x\nben@x\n', ['|ann@x|', '|ben@x|']],
    ['short rows and blank lines', 'group,address,name\n\n\nSales,ann@x\n,,\n', ['Sales|ann@x|']],
    ['quotes doubled inside', 'address,name\nann@x,"Ann ""A"" Archer"\n', ['|ann@x|Ann "A" Archer']],
    ['the same person twice', 'group,address,name\nSales,ann@x,\nsales,ANN@x,Ann\n', ['Sales|ann@x|Ann']],
  ])('%s', (_, csv, expected) => {
    expect(membersIn(csv)).toEqual(expected);
  });

  test('rows that cannot be read are named with their lines', () => {
    const csv = `group,address,name\nSales,"nobody\n at all",N\nSales,ann@x,Ann\n${'g'.repeat(257)},ben@x,\n,,only a name\nSales,"ben@x,B\n`;
    const read = listIn(csv);
    expect(read.unreadable.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'address'],
      [5, 'group'],
      [6, 'address'],
      [7, 'quotes'],
    ]);
    expect(read.unreadable[0]?.text).toBe('Sales nobody\n at all N');
    expect(read.file.groups).toMatchObject([{ name: 'Sales', members: [ann] }]);
  });
});

describe('JSON', () => {
  const ours = (more: object) => JSON.stringify({ format: 'rollcall-contact-list', version: 1, ...more });

  test('entries that cannot be read are left out and told of', () => {
    const groups = [
      null,
      { name: 5 },
      { name: ' ' },
      { name: ' Sales ', members: [{ address: 'SIP:Ann@x' }, { address: 'a' }, 7] },
    ];
    const read = listIn(ours({ groups, follows: 'x', later: true }));
    expect(read.file.groups).toEqual([
      { name: 'Sales', kind: null, followed: false, members: [{ address: 'ann@x', name: '' }] },
    ]);
    expect(read.unreadable.map(({ line, reason }) => [line, reason])).toEqual([
      [null, 'group'],
      [null, 'group'],
      [null, 'group'],
      [null, 'address'],
      [null, 'address'],
    ]);
  });

  test.each([
    ['of a newer version', '{"format":"rollcall-contact-list","version":2}', 'newer'],
    ['of another program', '{"contacts":[]}', 'not written by Rollcall'],
    ['torn', '{"format":"rollcall', 'not written by Rollcall'],
    ['a list', '[1]', 'not written by Rollcall'],
  ])('%s is refused in words', (_, text, words) => {
    expect(readFile(text)).toMatchObject({
      ok: false,
      error: { code: 'import.unreadable', message: expect.stringContaining(words) as string },
    });
  });
});

describe('what is no list', () => {
  test.each(['', ' ', '\uFEFF', 'name,phone\nAnn,1\n', '\u0000\u0001', '"'])('%j is refused', (text) => {
    expect(readFile(text)).toMatchObject({ ok: false, error: { code: 'import.unreadable' } });
  });

  test('nor is one that is too large', () => {
    const rows = (n: number) => `address\n${Array.from({ length: n }, (_, index) => `p${index}@x`).join('\n')}`;
    expect(readFile(rows(MAX_PEOPLE)).ok).toBe(true);
    expect(readFile(rows(MAX_PEOPLE + 1))).toMatchObject({ ok: false, error: { code: 'import.tooLarge' } });
    expect(readFile('a'.repeat(MAX_CHARACTERS + 1))).toMatchObject({ ok: false, error: { code: 'import.tooLarge' } });
  });

  test('no text at all breaks the reader', () => {
    const pieces = fc.constantFrom(
      '"',
      ',',
      ';',
      '\t',
      '\r',
      '\n',
      '{',
      '[',
      ']',
      '}',
      ':',
      'address',
      'group',
      'a@b',
      '\uFEFF',
      "'",
      '=',
      'sep=',
    );
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 40 }).map((list) => list.join('')),
      fc.json(),
    );
    fc.assert(
      fc.property(any, (text) => {
        const read = readFile(text);
        expect(read.ok || read.error.code.startsWith('import.')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
