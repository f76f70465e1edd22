/** CSV of any origin -> a contact list: columns by their names, whatever their order. Pure. */
import type { GroupKind } from '../store/state.ts';
import { readRows, valueOf, type Row } from './cells.ts';
import { addressIn, FileBuilder, GROUP_NAME_MAX, unreadable, type ReadFile, type Unreadable } from './contact-file.ts';

/** What a column holds, and what programs call it: letters and digits of the heading, in lower case. */
const HEADINGS = {
  group: [
    'group',
    'groups',
    'groupname',
    'contactgroup',
    'list',
    'folder',
    'category',
    'categories',
    'gruppe',
    'groupe',
  ],
  sip: ['sip', 'sipaddress', 'sipuri', 'uri', 'address', 'imaddress', 'im', 'lyncaddress', 'contact', 'adresse'],
  mail: ['email', 'mail', 'emailaddress', 'email1address', 'userprincipalname', 'upn', 'courriel'],
  name: ['name', 'displayname', 'fullname', 'contactname', 'anzeigename', 'nom', 'nomcomplet'],
  firstName: ['firstname', 'givenname', 'vorname', 'prenom'],
  lastName: ['lastname', 'surname', 'nachname', 'nomdefamille'],
  kind: ['kind', 'grouptype'],
  followed: ['followed'],
} as const;
type Column = keyof typeof HEADINGS;
type Columns = Partial<Record<Column, number>>;

/** Groups that the server has one of each; their people may go there without the group being named. */
export const KINDS: ReadonlySet<string> = new Set<GroupKind>([
  'group',
  'defaultGroup',
  'pinnedGroup',
  'delegatesGroup',
  'delegatorsGroup',
  'distributionGroup',
  'myOrganizationGroup',
]);
const YES = ['yes', 'y', 'true', '1', 'x', 'ja', 'oui'];

/** The list; null: there is no column with addresses. */
export function readCsv(text: string): ReadFile | null {
  const rows = readRows(text);
  const [first, ...rest] = rows;
  if (!first) return null;
  const columns = columnsOf(first);
  const bare = isBare(columns) ? first.cells.findIndex((cell) => addressIn(cell) !== null) : -1;
  if (isBare(columns) && bare < 0) return null;
  const builder = new FileBuilder();
  const faults: Unreadable[] = [];
  for (const row of bare < 0 ? rest : rows) {
    const fault = readRow(row, bare < 0 ? columns : { sip: bare }, builder);
    if (fault) faults.push(unreadable(row.line, row.cells.join(' ').trim(), fault));
  }
  return { format: 'csv', file: builder.build(), unreadable: faults };
}

function columnsOf({ cells }: Row): Columns {
  const columns: Columns = {};
  const headings = cells.map((cell) =>
    cell
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  );
  for (const [column, names] of Object.entries(HEADINGS) as [Column, readonly string[]][]) {
    const at = headings.findIndex((heading) => names.includes(heading));
    if (at >= 0) columns[column] = at;
  }
  return columns;
}

/** No heading says where the addresses are: a plain list of them, perhaps. */
function isBare({ sip, mail }: Columns): boolean {
  return sip === undefined && mail === undefined;
}

function readRow(row: Row, columns: Columns, builder: FileBuilder): Unreadable['reason'] | null {
  if (row.open) return 'quotes';
  const cell = (column: Column): string => valueOf((row.cells[columns[column] ?? -1] ?? '').trim()).trim();
  const [group, said] = [cell('group'), cell('sip') || cell('mail')];
  const kind = KINDS.has(cell('kind')) ? (cell('kind') as GroupKind) : null;
  const followed = YES.includes(cell('followed').toLowerCase());
  if (group.length > GROUP_NAME_MAX) return 'group';
  if (said === '') {
    if (group === '') return 'address';
    builder.group(group, kind, followed);
    return null;
  }
  const address = addressIn(said) ?? addressIn(cell('mail'));
  if (address === null) return 'address';
  const name = cell('name') || [cell('firstName'), cell('lastName')].filter((part) => part !== '').join(' ');
  if (followed) builder.follow({ address, name });
  if (group !== '') builder.member(group, kind, { address, name });
  else if (!followed) builder.member('', 'defaultGroup', { address, name });
  return null;
}
