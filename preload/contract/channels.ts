/** Names of all channels, as values: the preload script builds its API from them and holds nothing else. */
import type { CommandName, Commands, EventName, Events } from './commands.ts';
import type { Envelope } from './errors.ts';

const commandNames = {
  'state.snapshot': 0,
  'session.signIn': 0,
  'session.saveTrace': 0,
  'session.signOut': 0,
  'session.retry': 0,
  'session.trustHost': 0,
  'accounts.use': 0,
  'accounts.forget': 0,
  'groups.create': 0,
  'groups.rename': 0,
  'groups.delete': 0,
  'contacts.add': 0,
  'contacts.remove': 0,
  'contacts.move': 0,
  'contacts.removeFromAll': 0,
  'contacts.removeMany': 0,
  'contacts.moveMany': 0,
  'contacts.addMany': 0,
  'contacts.search': 0,
  'contacts.refresh': 0,
  'contacts.lookup': 0,
  'phones.confirmSharing': 0,
  'phones.setVisible': 0,
  'phones.setNumber': 0,
  'phones.refresh': 0,
  'follows.add': 0,
  'follows.remove': 0,
  'follows.addMany': 0,
  'jobs.cancel': 0,
  'jobs.dismiss': 0,
  'list.retry': 0,
  'list.export': 0,
  'list.readImport': 0,
  'list.applyImport': 0,
  'me.setAvailability': 0,
  'me.setNote': 0,
  'edits.retry': 0,
  'edits.discard': 0,
  'history.undo': 0,
  'history.clear': 0,
  'window.shows': 0,
  'settings.update': 0,
  'settings.zoom': 0,
  'notice.dismiss': 0,
  'updates.check': 0,
  'updates.install': 0,
  'diagnostics.read': 0,
  'diagnostics.report': 0,
  'diagnostics.save': 0,
  'diagnostics.openLogs': 0,
  'app.licences': 0,
} satisfies Record<CommandName, 0>;

/** Every command, in one list; the compiler refuses a missing or a surplus name. */
export const COMMANDS = Object.keys(commandNames) as CommandName[];

/** Every event that main sends to the window. */
export const EVENTS: EventName[] = ['state.patch', 'navigate'];

/** Prefix of the IPC channels, so that ours cannot be mistaken for another's. */
export const CHANNEL_PREFIX = 'rollcall:';

/** What `window.rollcall` is: one function per command and one to listen. */
export interface RollcallApi {
  /** Runs a command. Never rejects: trouble comes back in the envelope. */
  invoke: { [C in CommandName]: (input: Commands[C]['input']) => Promise<Envelope<Commands[C]['output']>> };
  /** Listens; returns a function that stops listening. */
  on: { [E in EventName]: (listener: (payload: Events[E]) => void) => () => void };
}
