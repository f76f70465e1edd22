import { userEvent } from 'vitest/browser';
import { describe, expect, test, vi } from 'vitest';
import type { Connection } from '../../preload/contract/state.ts';
import { NOW, sampleSnapshot, userError } from '../testing/fixture.ts';
import { renderApp, renderSnapshot } from '../testing/render.ts';
import { untilTomorrow } from './pause.ts';

const connected = (connection: Connection) => renderSnapshot({ ...sampleSnapshot(), connection });

describe('the frame', () => {
  test('views are tabs, the current one marked, moved by arrows and by Ctrl and a digit', async () => {
    const { screen } = await renderSnapshot(sampleSnapshot());
    const tab = (name: string) => screen.getByRole('tab', { name, exact: true });
    await expect.element(tab('Groups')).toHaveAttribute('aria-selected', 'true');
    expect(
      screen
        .getByRole('tab')
        .elements()
        .map((one) => one.textContent.trim()),
    ).toEqual(['Groups', 'Phones', 'Subscriptions', 'History', 'Settings']);
    await tab('Groups').click();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(tab('Phones')).toHaveFocus();
    await expect.element(tab('Phones')).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{End}');
    await expect.element(screen.getByRole('tabpanel', { name: 'Settings' })).toBeVisible();
    await userEvent.keyboard('{Control>}3{/Control}');
    await expect.element(tab('Subscriptions')).toHaveAttribute('aria-selected', 'true');
  });

  test('Sign out is at hand and keeps the account', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot());
    await screen.getByRole('button', { name: 'Sign out' }).click();
    expect(fake.inputsOf('session.signOut')).toEqual([{ forget: false }]);
  });

  test('Sign out asks first while changes have not reached the server', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot());
    const first = fake.putEdit({ kind: 'phoneVisibility', phone: 'mobile', visible: false }, { status: 'waiting' });
    const second = fake.putEdit({ kind: 'groupCreate', name: 'Board' });
    fake.putEdit({ kind: 'groupCreate', name: 'Gone' }, { status: 'failed', error: userError('ucwa.forbidden') });
    await expect.element(screen.getByRole('alert')).toBeVisible();
    const signOut = screen.getByRole('button', { name: 'Sign out' }).first();
    await signOut.click();
    const dialog = screen.getByRole('dialog', { name: 'Sign out?' });
    await expect
      .element(dialog)
      .toMatchTextContent(/2 changes have not reached .* kept for this account and sent at the next sign-in\./);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(fake.calls).toEqual([]);
    await signOut.click();
    fake.push(['delete', 'edits', second.id]);
    await expect.element(dialog).toMatchTextContent(/1 change has not reached the server/);
    fake.push(['delete', 'edits', first.id]);
    await expect.element(dialog).toMatchTextContent(/All changes have reached the server by now\./);
    await dialog.getByRole('button', { name: 'Sign out' }).click();
    expect(fake.inputsOf('session.signOut')).toEqual([{ forget: false }]);
  });

  test('the own status is chosen from a menu, shown as a wish, explained when refused', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot());
    await screen.getByRole('button', { name: 'Robin Ellery, my status: Available' }).click();
    await expect.element(screen.getByRole('menuitemradio', { name: 'Available' })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(fake.inputsOf('me.setAvailability')).toEqual([{ availability: 'Busy' }]);
    const edit = fake.putEdit({ kind: 'availability', availability: 'Busy' });
    await expect.element(screen.getByRole('button', { name: 'Robin Ellery, my status: Busy' })).toBeVisible();
    fake.push(['merge', 'edits', edit.id, { status: 'failed', error: userError('ucwa.forbidden') }]);
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/Set my status to Busy/);
    await expect.element(screen.getByRole('button', { name: 'Robin Ellery, my status: Available' })).toBeVisible();
  });

  test('without the right to set it, the status is words only', async () => {
    const snapshot = sampleSnapshot();
    const { screen } = await renderSnapshot({ ...snapshot, me: { ...snapshot.me!, canSetAvailability: false } });
    await expect.element(screen.getByRole('tab', { name: 'Groups' })).toBeVisible();
    await expect.element(screen.getByRole('button', { name: /my status/ })).not.toBeInTheDocument();
  });

  test('the note is edited in a dialog', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot());
    await screen.getByRole('button', { name: /my status/ }).click();
    await screen.getByRole('menuitem', { name: 'Edit note…' }).click();
    await expect.element(screen.getByRole('textbox', { name: 'Note' })).toHaveFocus();
    await userEvent.keyboard('At the fair{Enter}');
    expect(fake.inputsOf('me.setNote')).toEqual([{ message: 'At the fair' }]);
  });

  test('a notice is dismissed', async () => {
    const { screen, fake } = await renderSnapshot({ ...sampleSnapshot(), notice: userError('keychain.unavailable') });
    await expect.element(screen.getByText('The password could not be kept.')).toBeVisible();
    await screen.getByRole('button', { name: 'Dismiss' }).click();
    expect(fake.inputsOf('notice.dismiss')).toEqual([null]);
  });

  test('no state at all: the reason, and another attempt', async () => {
    const { screen, fake } = await renderApp({ snapshot: sampleSnapshot }, (api) =>
      api.answer('state.snapshot', async () => ({ ok: false, error: userError('internal') })),
    );
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/Rollcall could not read its own state\./);
    fake.answer('state.snapshot', async () => ({ ok: true, value: structuredClone(fake.snapshot) }));
    await screen.getByRole('button', { name: 'Retry' }).click();
    await expect.element(screen.getByRole('tab', { name: 'Groups' })).toBeVisible();
  });
});

describe('the connection', () => {
  const reason = userError('network.unreachable');

  test('lost: the reason, the time to the next attempt counted down, and a button', async () => {
    const degraded = { phase: 'degraded', since: NOW, reason, attempt: 2, nextRetryAt: NOW + 12_000 } as const;
    const { screen, fake, time } = await connected(degraded);
    await expect.element(screen.getByText('The server cannot be reached.')).toBeVisible();
    await expect.element(screen.getByText('Next attempt in 12 seconds.')).toBeVisible();
    time.pass(2000);
    await expect.element(screen.getByText('Next attempt in 10 seconds.')).toBeVisible();
    time.pass(10_000);
    await expect.element(screen.getByText('Trying now…')).toBeVisible();
    await screen.getByRole('button', { name: 'Try now' }).click();
    expect(fake.inputsOf('session.retry')).toEqual([null]);
    fake.push(['set', 'connection', { phase: 'live', since: NOW }]);
    await expect.element(screen.getByText('The server cannot be reached.')).not.toBeInTheDocument();
  });

  test('taken over: "Use it here" takes it back', async () => {
    const { screen, fake } = await connected({ phase: 'replaced', since: NOW });
    await expect.element(screen.getByText('Rollcall is open elsewhere')).toBeVisible();
    await expect.element(screen.getByText(/^List as of/)).toBeVisible();
    await screen.getByRole('button', { name: 'Use it here' }).click();
    expect(fake.inputsOf('session.retry')).toEqual([null]);
  });

  test('ended: an alert, Retry, and the form with a way back', async () => {
    const { screen, fake } = await connected({ phase: 'ended', reason: userError('auth.required') });
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/Please sign in again\./);
    await screen.getByRole('button', { name: 'Retry' }).click();
    expect(fake.inputsOf('session.retry')).toEqual([null]);
    await screen.getByRole('button', { name: 'Sign in again' }).click();
    await expect.element(screen.getByText('robin.ellery@contoso.example')).toBeVisible();
    await expect.element(screen.getByLabelText('Password')).toHaveFocus();
    await screen.getByRole('button', { name: 'Back to the list' }).click();
    await screen.getByRole('button', { name: 'Sign in again' }).click();
    fake.push(['set', 'connection', { phase: 'live', since: NOW }]);
    await expect.element(screen.getByRole('tab', { name: 'Groups' })).toBeVisible();
  });

  test('changes by others are told to screen readers', async () => {
    const { screen, fake } = await connected({ phase: 'live', since: NOW });
    await expect.element(screen.getByRole('tab', { name: 'Groups' })).toBeVisible();
    fake.push(['put', 'history', 'h9', { ...sampleSnapshot().history['h5']!, id: 'h9', contactName: 'Zoe' }]);
    await vi.waitFor(() =>
      expect(document.querySelector('[aria-live="polite"]:not([role])')?.textContent).toBe(
        'Zoe joined “Spring launch”',
      ),
    );
  });
});

describe('subscriptions', () => {
  test('say what is held, asked, refused and why, and can be given up', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot(), { view: 'subscriptions' });
    await expect.element(screen.getByText('4 followed, 2 held by the server')).toBeVisible();
    const row = (name: string) => screen.getByRole('listitem').filter({ hasText: name });
    await expect.element(row('Service desk')).toMatchTextContent(/Up to date, renewed before/);
    await expect.element(row('Elena Marchetti')).toMatchTextContent(/Asking the server…/);
    await expect.element(row('Noor van Dijk')).toMatchTextContent(/The server’s limit is reached\./);
    fake.push(['merge', 'follows', 'contact:elena.marchetti@contoso.example', { status: 'waiting' }]);
    await expect.element(row('Elena Marchetti')).toMatchTextContent(/Waits for a connection/);
    await screen.getByRole('button', { name: 'Unfollow Service desk' }).click();
    expect(fake.inputsOf('follows.remove')).toEqual([{ kind: 'group', target: 'service' }]);
  });

  test('empty, they explain themselves and lead to the groups', async () => {
    const { screen } = await renderSnapshot({ ...sampleSnapshot(), follows: {} }, { view: 'subscriptions' });
    await expect.element(screen.getByText('You follow nobody yet')).toBeVisible();
    await screen.getByRole('button', { name: 'Go to groups' }).click();
    await expect.element(screen.getByRole('tree')).toBeVisible();
  });
});

describe('history', () => {
  test('entries are list items, newest first, by day, and can be filtered', async () => {
    const { screen } = await renderSnapshot(sampleSnapshot(), { view: 'history' });
    await expect.element(screen.getByRole('heading', { name: 'Today' })).toBeVisible();
    await expect.element(screen.getByRole('heading', { name: 'Yesterday' })).toBeVisible();
    const texts = () =>
      screen
        .getByRole('listitem')
        .elements()
        .map((one) => one.querySelector('p')?.textContent);
    expect(texts().slice(0, 2)).toEqual([
      'Priya Raman joined “Spring launch”',
      'You moved Grace Nakamura from “Sales” to “Spring launch”',
    ]);
    expect(texts()).toHaveLength(6);
    await screen.getByRole('combobox', { name: 'Group' }).selectOptions('Sales');
    await vi.waitFor(() => expect(texts()).toEqual(['Tom Brandt left “Sales”']));
  });

  test('is cleared after a question', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot(), { view: 'history' });
    await screen.getByRole('button', { name: 'Clear', exact: true }).click();
    await screen.getByRole('button', { name: 'Clear history' }).click();
    expect(fake.inputsOf('history.clear')).toEqual([null]);
    fake.push(
      ...Object.keys(fake.snapshot.history).map((id) => ['delete', 'history', id] as ['delete', 'history', string]),
    );
    await expect.element(screen.getByText('No changes yet')).toBeVisible();
  });
});

describe('settings', () => {
  test('the theme is chosen by keyboard and applied when main has it', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot(), { view: 'settings' });
    await expect.element(screen.getByRole('radio', { name: 'System' })).toBeChecked();
    (screen.getByRole('radio', { name: 'System' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(fake.inputsOf('settings.update')).toEqual([{ theme: 'light' }, { theme: 'dark' }]);
    fake.push(['set', 'settings', { ...fake.snapshot.settings, theme: 'dark' }]);
    await vi.waitFor(() => expect(getComputedStyle(document.documentElement).colorScheme).toBe('dark'));
    fake.push(['set', 'settings', { ...fake.snapshot.settings, theme: 'system' }]);
    await vi.waitFor(() => expect(getComputedStyle(document.documentElement).colorScheme).toBe('light dark'));
  });

  test('switches send their own change and follow the truth', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot(), { view: 'settings' });
    const presence = screen.getByRole('switch', { name: 'Presence' });
    await presence.click();
    await screen.getByRole('switch', { name: 'Start at login' }).click();
    await screen.getByRole('switch', { name: 'Show me as available' }).click();
    await screen.getByRole('switch', { name: 'Changes in groups' }).click();
    expect(fake.inputsOf('settings.update')).toEqual([
      { notifyPresence: true },
      { startAtLogin: false },
      { publishPresence: true },
      { notifyGroupChanges: false },
    ]);
    await expect.element(presence).not.toBeChecked();
    fake.push(['set', 'settings', { ...fake.snapshot.settings, notifyPresence: true }]);
    await expect.element(presence).toBeChecked();
  });

  test('notifications pause for an hour, until tomorrow, and resume', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot(), { view: 'settings' });
    await screen.getByRole('button', { name: 'For 1 hour' }).click();
    await screen.getByRole('button', { name: 'Until tomorrow' }).click();
    expect(fake.inputsOf('settings.update')).toEqual([
      { pausedUntil: NOW + 3_600_000 },
      { pausedUntil: untilTomorrow(NOW) },
    ]);
    fake.push(['set', 'settings', { ...fake.snapshot.settings, pausedUntil: NOW + 3_600_000 }]);
    await expect.element(screen.getByText(/^Paused until/)).toBeVisible();
    await screen.getByRole('button', { name: 'Resume' }).click();
    expect(fake.inputsOf('settings.update').at(-1)).toEqual({ pausedUntil: null });
  });

  test('a muted group is listed and can be heard again', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot(), { view: 'settings' });
    await screen.getByRole('button', { name: 'Unmute Sales' }).click();
    expect(fake.inputsOf('settings.update')).toEqual([{ mutedGroups: [] }]);
  });

  test('the account is forgotten after a question, the window’s own notes too', async () => {
    const { screen, fake, app } = await renderSnapshot(sampleSnapshot(), { view: 'settings' });
    app.notes.write('open', ['sales']);
    await screen.getByRole('button', { name: 'Forget robin.ellery@contoso.example…' }).click();
    await screen.getByRole('button', { name: 'Forget account' }).click();
    expect(fake.inputsOf('session.signOut')).toEqual([{ forget: true }]);
    expect(app.notes.read('open')).toEqual([]);
  });

  test('another kept account can be used or forgotten, and one more added', async () => {
    const other = { address: 'robin@fabrikam.example', server: null, remember: true, kind: 'windows' as const };
    const snapshot = sampleSnapshot();
    const { screen, fake } = await renderSnapshot(
      { ...snapshot, accounts: [...snapshot.accounts, other] },
      { view: 'settings' },
    );
    await screen.getByRole('button', { name: 'Forget robin@fabrikam.example…' }).click();
    await screen.getByRole('button', { name: 'Forget account' }).click();
    await screen.getByRole('button', { name: 'Use robin@fabrikam.example' }).click();
    expect(fake.inputsOf('accounts.forget')).toEqual([{ address: other.address }]);
    expect(fake.inputsOf('accounts.use')).toEqual([{ address: other.address }]);
    expect(fake.inputsOf('session.signOut')).toEqual([]);
    await screen.getByRole('button', { name: 'Add account…' }).click();
    await expect.element(screen.getByLabelText('Address')).toHaveValue('');
    await expect.element(screen.getByLabelText('Address')).toHaveFocus();
    await screen.getByRole('button', { name: 'Back to the list' }).click();
    await expect.element(screen.getByRole('tab', { name: 'Settings' })).toBeVisible();
  });
});
