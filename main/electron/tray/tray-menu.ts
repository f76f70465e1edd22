/** The tray's menu as data: a pure function of the state. `tray-commands.ts` carries out what its items ask. */
import type { Availability, EditWish, PhoneKind, PreferredAvailability, State } from '../../core/store/state.ts';
import { statusWords } from './tray-icon.ts';
import { PHONE_WORDS, PREFERRED_WORDS, WORDS } from '../words/words.ts';

/** What a menu item asks for. */
export type MenuCommand =
  | { kind: 'open'; view: 'settings' | 'diagnostics' | null }
  | { kind: 'setAvailability'; availability: PreferredAvailability | null }
  | { kind: 'setPhoneVisible'; phone: PhoneKind; visible: boolean }
  | { kind: 'pause'; span: PauseSpan }
  | { kind: 'resume' }
  | { kind: 'retry' }
  | { kind: 'signOut' }
  | { kind: 'quit' };
export type PauseSpan = 'hour' | 'tomorrow';

export interface MenuEntry {
  id: string;
  type: 'normal' | 'separator' | 'checkbox' | 'radio' | 'submenu';
  label: string;
  enabled: boolean;
  checked: boolean;
  submenu: MenuEntry[];
  command: MenuCommand | null;
}

export type MenuState = Pick<State, 'connection' | 'me' | 'phones' | 'phonesAccess' | 'edits' | 'settings' | 'account'>;

const PHONES: PhoneKind[] = ['work', 'mobile', 'home', 'other'];
const STATUSES: PreferredAvailability[] = ['Online', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offwork'];

/** The whole menu at `now`; `time` writes a time of day. */
export function trayMenu(state: MenuState, now: number, time: (at: number) => string): MenuEntry[] {
  const signedIn = state.connection.phase !== 'signedOut' && state.connection.phase !== 'ended';
  const canRetry =
    state.connection.phase === 'degraded' ||
    state.connection.phase === 'replaced' ||
    (state.connection.phase === 'ended' && state.account !== null);
  return tidy([
    entry('status', statusLine(state, time), { enabled: false }),
    ...(canRetry ? [entry('retry', WORDS.tryAgain, { command: { kind: 'retry' } })] : []),
    separator('after-status'),
    ...(signedIn ? [statusMenu(state)] : []),
    ...(signedIn ? phoneEntries(state) : []),
    separator('after-own'),
    pauseMenu(state.settings.pausedUntil, now, time),
    separator('after-pause'),
    entry('open', WORDS.open, { command: { kind: 'open', view: null } }),
    entry('settings', WORDS.settings, { command: { kind: 'open', view: 'settings' } }),
    entry('diagnostics', WORDS.diagnostics, { command: { kind: 'open', view: 'diagnostics' } }),
    signedIn ? signOutEntry(state) : entry('sign-in', WORDS.signIn, { command: { kind: 'open', view: null } }),
    separator('before-quit'),
    entry('quit', WORDS.quit, { command: { kind: 'quit' } }),
  ]);
}

/** Whether notifications are paused at `now`. */
export function isPaused(pausedUntil: number | null, now: number): pausedUntil is number {
  return pausedUntil !== null && pausedUntil > now;
}

/** When a pause that begins at `now` ends: an hour later, or when the next day begins on this machine. */
export function pauseEnd(span: PauseSpan, now: number): number {
  if (span === 'hour') return now + 3_600_000;
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}

function statusLine(state: MenuState, time: (at: number) => string): string {
  const words = statusWords(state, time);
  return state.connection.phase === 'live' && state.me !== null ? `${state.me.name}: ${words}` : words;
}

/** What was chosen by somebody who became idle since. */
function chosen(availability: Availability | undefined): Availability | undefined {
  if (availability === 'IdleOnline') return 'Online';
  return availability === 'IdleBusy' ? 'Busy' : availability;
}

function statusMenu(state: MenuState): MenuEntry {
  const enabled = state.connection.phase === 'live' && state.me?.canSetAvailability === true;
  const wish = pendingWish(state, (one) => one.kind === 'availability');
  const current = wish?.kind === 'availability' ? wish.availability : chosen(state.me?.availability);
  // Of choices of which none is made, Electron ticks the first when it shows them.
  const type = STATUSES.some((one) => one === current) ? 'radio' : 'normal';
  return {
    ...entry('my-status', WORDS.myStatus, { enabled }),
    type: 'submenu',
    submenu: [
      ...STATUSES.map((availability): MenuEntry => ({
        ...entry(`status-${availability}`, PREFERRED_WORDS[availability], {
          enabled,
          command: { kind: 'setAvailability', availability },
        }),
        type,
        checked: current === availability,
      })),
      separator('before-reset'),
      entry('status-reset', WORDS.resetStatus, { enabled, command: { kind: 'setAvailability', availability: null } }),
    ],
  };
}

function phoneEntries(state: MenuState): MenuEntry[] {
  if (state.phonesAccess.state !== 'ready') return [];
  const rows = PHONES.flatMap((kind) => {
    const phone = state.phones.get(kind);
    if (phone === undefined || phone.number === '') return [];
    const wish = pendingWish(state, (one) => one.kind === 'phoneVisibility' && one.phone === kind);
    const visible = wish?.kind === 'phoneVisibility' ? wish.visible : phone.visible;
    const number = phone.number.replace(/^tel:/, '');
    const why = phone.canChangeVisibility || phone.lock === null ? null : WORDS.phoneLocks[phone.lock];
    const more = wish === null ? why : WORDS.saving;
    const label = `${PHONE_WORDS[kind]}: ${number}${more === null ? '' : ` (${more})`}`;
    return [
      {
        ...entry(`phone-${kind}`, label, {
          enabled: wish === null && phone.canChangeVisibility,
          command: { kind: 'setPhoneVisible', phone: kind, visible: !visible },
        }),
        type: 'checkbox' as const,
        checked: visible,
      },
    ];
  });
  return rows.length === 0 ? [] : [separator('before-phones'), heading('phones', WORDS.sharedNumbers), ...rows];
}

function pauseMenu(pausedUntil: number | null, now: number, time: (at: number) => string): MenuEntry {
  const paused = isPaused(pausedUntil, now);
  return {
    ...entry('pause', paused ? WORDS.pausedUntil(time(pausedUntil)) : WORDS.pause),
    type: 'submenu',
    submenu: [
      entry('pause-hour', WORDS.pauseHour, { command: { kind: 'pause', span: 'hour' } }),
      entry('pause-tomorrow', WORDS.pauseTomorrow, { command: { kind: 'pause', span: 'tomorrow' } }),
      ...(paused ? [entry('pause-resume', WORDS.resume, { command: { kind: 'resume' } })] : []),
    ],
  };
}

/** While changes have not reached the server, what becomes of them is said on the way. */
function signOutEntry({ edits }: MenuState): MenuEntry {
  const signOut = entry('sign-out', WORDS.signOut, { command: { kind: 'signOut' } });
  const unsent = [...edits.values()].filter(({ status }) => status !== 'failed').length;
  if (unsent === 0) return signOut;
  return {
    ...entry('leave', WORDS.signOut),
    type: 'submenu',
    submenu: [heading('unsent', WORDS.unsent(unsent)), heading('unsent-kept', WORDS.unsentKept), signOut],
  };
}

function pendingWish(state: MenuState, fits: (wish: EditWish) => boolean): EditWish | null {
  for (const edit of state.edits.values()) if (edit.status !== 'failed' && fits(edit.wish)) return edit.wish;
  return null;
}

function entry(id: string, label: string, more: { enabled?: boolean; command?: MenuCommand } = {}): MenuEntry {
  return {
    id,
    type: 'normal',
    label: label.replaceAll('&', '&&'),
    enabled: more.enabled ?? true,
    checked: false,
    submenu: [],
    command: more.command ?? null,
  };
}

function heading(id: string, label: string): MenuEntry {
  return entry(id, label, { enabled: false });
}

function separator(id: string): MenuEntry {
  return { ...entry(id, ''), type: 'separator' };
}

/** Takes away separators with nothing before, after or between them. */
function tidy(entries: MenuEntry[]): MenuEntry[] {
  return entries.filter((one, index) => {
    if (one.type !== 'separator') return true;
    const next = entries[index + 1];
    return index > 0 && next !== undefined && next.type !== 'separator';
  });
}
