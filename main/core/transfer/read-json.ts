/** Our JSON -> a contact list. Fields that a later version adds are passed over. Pure. */
import type { GroupKind, Person } from '../store/state.ts';
import { addressIn, FileBuilder, GROUP_NAME_MAX, unreadable, type ReadFile, type Unreadable } from './contact-file.ts';
import { KINDS } from './read-csv.ts';
import { JSON_FORMAT, JSON_VERSION } from './write-file.ts';

/** The list; `foreign`: it is not ours; `newer`: of a version that this one cannot read. */
export function readJson(text: string): ReadFile | 'foreign' | 'newer' {
  const stored = parse(text);
  if (!isRecord(stored) || stored['format'] !== JSON_FORMAT || typeof stored['version'] !== 'number') return 'foreign';
  if (stored['version'] > JSON_VERSION) return 'newer';
  const builder = new FileBuilder();
  const faults: Unreadable[] = [];
  const tell = (value: unknown, reason: Unreadable['reason']): void =>
    void faults.push(unreadable(null, JSON.stringify(value) ?? '', reason));
  const people = (value: unknown, each: (person: Person) => void): void => {
    for (const row of listOf(value)) {
      const person = personOf(row);
      if (person) each(person);
      else tell(row, 'address');
    }
  };
  for (const row of listOf(stored['groups'])) {
    const name = isRecord(row) && typeof row['name'] === 'string' ? row['name'].trim() : null;
    if (!isRecord(row) || name === null || name.length > GROUP_NAME_MAX) {
      tell(row, 'group');
      continue;
    }
    const kind = typeof row['kind'] === 'string' && KINDS.has(row['kind']) ? (row['kind'] as GroupKind) : null;
    if (name === '' && (kind === null || kind === 'group')) {
      tell(row, 'group');
      continue;
    }
    builder.group(name, kind, row['followed'] === true);
    people(row['members'], (person) => builder.member(name, kind, person));
  }
  people(stored['follows'], (person) => builder.follow(person));
  return { format: 'json', file: builder.build(), unreadable: faults };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return null;
  }
}

function personOf(row: unknown): Person | null {
  if (!isRecord(row) || typeof row['address'] !== 'string') return null;
  const address = addressIn(row['address']);
  return address === null ? null : { address, name: typeof row['name'] === 'string' ? row['name'].trim() : '' };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
