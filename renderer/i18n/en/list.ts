/** English words for what is done to the list as a whole: taking back, moving by hand, files, long work. */
import type { Job } from '../../../preload/contract/jobs.ts';
import type { ImportPreview } from '../../../preload/contract/commands.ts';
import type { UndoState } from '../../../preload/contract/history.ts';
import { pluralOf } from '../plural.ts';
import { people } from './people.ts';

const plural = pluralOf('en');

const why: Record<Exclude<UndoState, 'possible'>, string> = {
  underWay: 'It is being undone.',
  done: 'It was undone already.',
  changed: 'It cannot be undone: it has been changed since.',
  groupGone: 'It cannot be undone: the group does not exist any more.',
  nameTaken: 'It cannot be undone: another group has this name by now.',
  readOnly: 'It cannot be undone: the list cannot be changed.',
  unknown: 'It cannot be undone: too little is known of what was there.',
};

export const undo = {
  nothing: 'Nothing to undo',
  undone: (words: string) => `Undone: ${words}`,
  soon: 'This is undone as soon as the server has settled it.',
  why,
  created: (name: string) => `Created “${name}”`,
  renamed: (from: string, to: string) => `Renamed “${from}” to “${to}”`,
  deleted: (name: string) => `Deleted “${name}”`,
  added: (name: string, group: string) => `Added ${name} to ${group}`,
  moved: (name: string, group: string) => `Moved ${name} to ${group}`,
  removedAll: (name: string) => `Removed ${name} from all groups`,
  movedMany: (n: number, group: string) => `Moved ${people(n)} to ${group}`,
  removedMany: (n: number, group: string) => `Removed ${people(n)} from ${group}`,
};

export const selection = {
  count: (n: number) => plural(n, { other: (x) => `${x} selected` }),
  select: 'Select',
  deselect: 'Deselect',
  move: 'Move those selected…',
  follow: 'Follow those selected',
  remove: 'Remove those selected from this group',
  clear: 'Clear selection',
};

export const moving = {
  cut: (name: string) => `${name} is cut`,
  copied: (name: string) => `${name} is copied`,
  /** `keys`: what pastes, such as Ctrl+V. */
  hint: (keys: string) => `Go to a group and press ${keys}.`,
  letGo: 'Let go',
  over: (name: string) => `${name} stays where it was`,
  moveHere: 'Move here',
  addHere: 'Add here',
  pasteMove: (name: string) => `Move ${name} here`,
  pasteAdd: (name: string) => `Add ${name} here`,
  cutOut: 'Cut',
  copy: 'Copy',
  sameGroup: 'already here',
  already: 'already in this group',
  refused: (name: string, group: string, reason: string) => `${name} cannot go to ${group}: ${reason}`,
};

const unreadable: Record<ImportPreview['unreadable'][number]['reason'], string> = {
  address: 'no address in it',
  group: 'no usable group name',
  quotes: 'a quotation mark is never closed; the rest of the file is lost in it',
};

const cannot: Record<Exclude<ImportPreview['groups'][number]['reason'], null>, string> = {
  readOnlyList: 'your contact list cannot be changed now',
  fixedGroup: 'the members of this group are set by your organisation',
};

export const transfer = {
  export: 'Export to a file…',
  exportTitle: 'Export contacts',
  format: 'Format',
  json: 'JSON',
  jsonHint: 'For Rollcall on another computer, or as a backup',
  csv: 'CSV',
  csvHint: 'For a spreadsheet; Rollcall reads it back as well',
  groups: 'Groups',
  all: 'All groups, and the people you follow',
  noneChosen: 'Choose at least one group.',
  save: 'Save file…',
  saved: 'The file was saved.',
  import: 'Import from a file…',
  importTitle: 'Import contacts',
  importLead: 'A JSON or CSV file with up to 50,000 people. Nothing changes before you have seen what would.',
  drop: 'Drop a file here',
  choose: 'Choose a file…',
  other: 'Another file…',
  reading: 'Reading the file…',
  would: (file: string) => `${file} would bring:`,
  nothing: 'Everything in this file is on your list already.',
  nothingUsable: 'There is nothing in this file that could be imported.',
  create: (n: number) => plural(n, { one: (x) => `${x} new group`, other: (x) => `${x} new groups` }),
  add: (n: number) => plural(n, { one: (x) => `${x} person to add`, other: (x) => `${x} people to add` }),
  follows: (n: number) => plural(n, { one: (x) => `${x} to follow`, other: (x) => `${x} to follow` }),
  there: (n: number) => plural(n, { one: (x) => `${x} there already`, other: (x) => `${x} there already` }),
  cannot: (n: number) => plural(n, { one: (x) => `${x} cannot be added`, other: (x) => `${x} cannot be added` }),
  unreadable: (n: number) =>
    plural(n, { one: (x) => `${x} line cannot be read`, other: (x) => `${x} lines cannot be read` }),
  newGroup: 'new group',
  reason: cannot,
  unreadableWhy: unreadable,
  line: (n: number | null) => (n === null ? 'In the file' : `Line ${n}`),
  follow: 'People and groups to follow',
  andMore: (n: number) => plural(n, { one: (x) => `and ${x} more`, other: (x) => `and ${x} more` }),
  apply: 'Import',
  nothingLeft: 'There was nothing left to import.',
};

function jobTitle({ kind, title }: Job): string {
  if (kind === 'import') return `Import of ${title}`;
  return kind === 'addMany' ? `Adding people to “${title}”` : 'Following people';
}

const failed = (n: number) => plural(n, { one: (x) => `${x} failed`, other: (x) => `${x} failed` });

function jobState({ status, total, done, failed: bad }: Job): string {
  const parts = [plural(total, { other: (x) => `${done} of ${x}` })];
  if (bad > 0) parts.push(failed(bad));
  if (status === 'waiting') parts.push('waiting');
  if (status === 'done') parts.push('finished');
  if (status === 'cancelled') parts.push('cancelled');
  return parts.join(', ');
}

export const jobs = {
  label: 'Work in progress',
  title: jobTitle,
  state: jobState,
  told: (job: Job) =>
    `${jobTitle(job)}: ${job.status === 'running' || job.status === 'waiting' ? 'started' : jobState(job)}`,
  cancel: (job: Job) => `Cancel: ${jobTitle(job)}`,
  dismiss: (job: Job) => `Dismiss: ${jobTitle(job)}`,
  errors: (n: number) => plural(n, { one: (x) => `What failed (${x})`, other: (x) => `What failed (${x})` }),
  more: (n: number) => plural(n, { other: (x) => `and ${x} more` }),
};
