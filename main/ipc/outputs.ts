/** Answers of commands as they cross the border, field by field. */
import type {
  CommandName,
  Commands,
  ContactCard,
  DiagnosticsOutput,
  ImportPreview,
  SearchOutput,
} from '../../preload/contract/commands.ts';
import { toContact, toPerson, toPresence } from './view.ts';

type Outputs = { [C in CommandName]?: (value: Commands[C]['output']) => Commands[C]['output'] };

/** Only answers that are objects need a list; the others are null or an id. */
const OUTPUTS = {
  'contacts.search': (value: SearchOutput): SearchOutput => ({
    people: value.people.map((person) => ({
      address: person.address,
      name: person.name,
      title: person.title,
      department: person.department,
    })),
    more: value.more,
  }),
  'diagnostics.read': (value: DiagnosticsOutput): DiagnosticsOutput => ({
    version: value.version,
    host: value.host,
    components: { ...value.components },
    system: value.system,
    phaseSince: value.phaseSince,
    server: value.server === null ? null : { host: value.server.host, frontEnd: value.server.frontEnd },
    documents: value.documents.map(({ kind, count, bytes }) => ({ kind, count, bytes })),
    policies: [...value.policies],
    canOpenLogs: value.canOpenLogs,
  }),
  'contacts.lookup': ({ contact, presence }: ContactCard): ContactCard => {
    const { groups: _groups, ...data } = toContact({ ...contact, groups: [] });
    return { contact: data, presence: presence && toPresence(presence) };
  },
  'list.readImport': (value: ImportPreview): ImportPreview => ({
    id: value.id,
    name: value.name,
    format: value.format,
    groups: value.groups.map((group) => ({
      name: group.name,
      groupId: group.groupId,
      create: group.create,
      add: group.add.map(toPerson),
      there: group.there,
      cannot: group.cannot.map(toPerson),
      reason: group.reason,
    })),
    follows: value.follows.map(({ kind, target, name }) => ({ kind, target, name })),
    unreadable: value.unreadable.map(({ line, text, reason }) => ({ line, text, reason })),
    totals: {
      create: value.totals.create,
      add: value.totals.add,
      there: value.totals.there,
      cannot: value.totals.cannot,
      follows: value.totals.follows,
      unreadable: value.totals.unreadable,
    },
  }),
} satisfies Outputs;

/** A command's answer as the window may see it. */
export function toOutput<C extends CommandName>(command: C, value: Commands[C]['output']): Commands[C]['output'] {
  const view = (OUTPUTS as Outputs)[command];
  return view === undefined ? value : view(value);
}
