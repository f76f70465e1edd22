/** Schemas of the commands' input. Main checks every call with them; the preload and the window never load them. */
import * as v from 'valibot';
import type { CommandName, Commands } from './commands.ts';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const filled = (max: number) => v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(max));
/** UCWA limits: contactUri 250 characters, group ids and names 256, phone numbers 80 (PROTOCOL section 17). */
const address = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.transform((value) => value.replace(/^sip:/, '')),
  v.regex(/^[^\s@<>"';:]+@[^\s@<>"';:/]+$/, 'an address looks like name@example.org'),
  v.maxLength(246),
);
const groupId = filled(256);
const people = v.pipe(v.array(v.strictObject({ address, name: text(256) })), v.minLength(1), v.maxLength(1000));
/** Milliseconds since 1970; no later than a date can be. */
const time = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15));
const groupName = filled(256);
const phone = v.picklist(['work', 'mobile', 'home', 'other']);
const nothing = v.null();
const followTarget = v.variant('kind', [
  v.strictObject({ kind: v.literal('contact'), target: address }),
  v.strictObject({ kind: v.literal('group'), target: groupId }),
]);

/** Name -> schema; the compiler demands one for each command. */
export const SCHEMAS: { [C in CommandName]: v.GenericSchema<unknown, Commands[C]['input']> } = {
  'state.snapshot': nothing,
  'session.signIn': v.strictObject({
    address,
    kind: v.nullable(v.picklist(['windows', 'password', 'passive', 'microsoft'])),
    password: text(512),
    server: v.nullable(v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(300))),
    remember: v.boolean(),
  }),
  'session.saveTrace': nothing,
  'session.signOut': v.strictObject({ forget: v.boolean() }),
  'session.retry': nothing,
  'session.trustHost': v.strictObject({ host: filled(253) }),
  'accounts.use': v.strictObject({ address }),
  'accounts.forget': v.strictObject({ address }),
  'groups.create': v.strictObject({ name: groupName }),
  'groups.rename': v.strictObject({ groupId, name: groupName }),
  'groups.delete': v.strictObject({ groupId }),
  'contacts.add': v.strictObject({ address, name: text(256), groupId }),
  'contacts.remove': v.strictObject({ address, groupId }),
  'contacts.move': v.strictObject({ address, from: groupId, to: groupId }),
  'contacts.removeFromAll': v.strictObject({ address }),
  'contacts.removeMany': v.strictObject({ people, groupId }),
  'contacts.moveMany': v.strictObject({ people, from: groupId, to: groupId }),
  'contacts.addMany': v.strictObject({ people, groupId }),
  'contacts.search': v.strictObject({
    query: filled(256),
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
  }),
  'contacts.refresh': v.strictObject({ address }),
  'contacts.lookup': v.strictObject({ address }),
  'phones.confirmSharing': v.strictObject({ phone }),
  'phones.setVisible': v.strictObject({ phone, visible: v.boolean() }),
  'phones.setNumber': v.strictObject({ phone, number: v.pipe(v.string(), v.trim(), v.maxLength(80)) }),
  'phones.refresh': nothing,
  'follows.add': followTarget,
  'follows.remove': followTarget,
  'follows.addMany': v.strictObject({ follows: v.pipe(v.array(followTarget), v.minLength(1), v.maxLength(1000)) }),
  'jobs.cancel': v.strictObject({ id: filled(64) }),
  'jobs.dismiss': v.strictObject({ id: filled(64) }),
  'list.retry': nothing,
  'list.export': v.strictObject({
    format: v.picklist(['json', 'csv']),
    groups: v.nullable(v.pipe(v.array(groupId), v.maxLength(1000))),
  }),
  // How much of it is read, the core says; this bounds what a message may carry.
  'list.readImport': v.strictObject({ name: text(256), text: text(8_000_000) }),
  'list.applyImport': v.strictObject({ id: filled(64) }),
  'me.setAvailability': v.strictObject({
    availability: v.nullable(v.picklist(['Online', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offwork'])),
  }),
  'me.setNote': v.strictObject({ message: text(1000) }),
  'edits.retry': v.strictObject({ id: filled(64) }),
  'edits.discard': v.strictObject({ id: filled(64) }),
  'history.undo': v.strictObject({ id: filled(64) }),
  'history.clear': nothing,
  'window.shows': v.strictObject({ groupIds: v.pipe(v.array(groupId), v.maxLength(1000)) }),
  'settings.update': v.strictObject({
    theme: v.exactOptional(v.picklist(['system', 'light', 'dark'])),
    notifyGroupChanges: v.exactOptional(v.boolean()),
    notifyPresence: v.exactOptional(v.boolean()),
    pausedUntil: v.exactOptional(v.nullable(time)),
    mutedGroups: v.exactOptional(
      v.pipe(v.array(v.strictObject({ id: groupId, until: v.nullable(time) })), v.maxLength(1000)),
    ),
    startAtLogin: v.exactOptional(v.boolean()),
    publishPresence: v.exactOptional(v.boolean()),
    openSipLinks: v.exactOptional(v.boolean()),
    language: v.exactOptional(v.picklist(['system', 'en', 'de', 'fr'])),
    logLevel: v.exactOptional(v.picklist(['error', 'warn', 'info', 'debug'])),
    zoom: v.exactOptional(v.picklist([1, 1.1, 1.25, 1.5, 1.75, 2])),
  }),
  'settings.zoom': v.strictObject({ step: v.picklist(['in', 'out', 'reset']) }),
  'notice.dismiss': nothing,
  'updates.check': nothing,
  'updates.install': nothing,
  'diagnostics.read': nothing,
  'diagnostics.report': nothing,
  'diagnostics.save': nothing,
  'diagnostics.openLogs': nothing,
  'app.licences': nothing,
};
