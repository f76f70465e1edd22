import { userEvent } from 'vitest/browser';
import { describe, expect, test, vi } from 'vitest';
import type { HistoryEntry, UndoState } from '../../../preload/contract/history.ts';
import type { Snapshot } from '../../../preload/contract/state.ts';
import { entry, NOW, sampleSnapshot, userError } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';

const history = (more: Partial<Snapshot> = {}) => renderSnapshot({ ...sampleSnapshot(), ...more }, { view: 'history' });

const entryOf = (id: string): HistoryEntry => sampleSnapshot().history[id]!;
const focus = (element: Element) => (element as HTMLElement).focus();

/** So many changes, one a minute, the newest first. */
function many(count: number): Record<string, HistoryEntry> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => {
      const id = `m${String(count - i).padStart(4, '0')}`;
      return [id, { ...entryOf('h5'), id, at: NOW - i * 60_000, contactName: `Person ${i}` }];
    }),
  );
}

describe('an entry', () => {
  test('that can be undone has a button; what becomes of it is said', async () => {
    const { screen, fake, app } = await history();
    const words = 'You moved Grace Nakamura from “Sales” to “Spring launch”';
    await screen.getByRole('button', { name: `Undo: ${words}` }).click();
    expect(fake.inputsOf('history.undo')).toEqual([{ id: 'h4' }]);
    await vi.waitFor(() => expect(app.announcer.words).toBe(`Undone: ${words}`));
    fake.push(['merge', 'history', 'h4', { undo: 'underWay' }]);
    const row = screen.getByRole('group', { name: words });
    await expect.element(row).toMatchTextContent(/It is being undone\./);
    await expect.element(row.getByRole('button')).not.toBeInTheDocument();
    fake.push(['merge', 'history', 'h4', { undo: 'done' }]);
    await expect.element(row).toMatchTextContent(/It was undone already\./);
  });

  test.each<[UndoState, RegExp | null]>([
    ['changed', /cannot be undone: it has been changed since/],
    ['groupGone', /the group does not exist any more/],
    ['nameTaken', /another group has this name/],
    ['readOnly', /the list cannot be changed/],
    ['unknown', null],
  ])('that is %s has no button, but a reason where there is one', async (undo, reason) => {
    const { screen } = await history({ history: { h5: { ...entryOf('h5'), undo } } });
    const row = screen.getByRole('group', { name: 'Priya Raman joined “Spring launch”' });
    await expect.element(row).toBeVisible();
    if (reason === null) await expect.element(row).not.toMatchTextContent(/undone/);
    else await expect.element(row).toMatchTextContent(reason);
    await expect.element(row.getByRole('button')).not.toBeInTheDocument();
  });

  test('of what happened while Rollcall was off tells the first changes, and how many more', async () => {
    const { screen } = await history();
    const row = screen.getByRole('group', { name: '5 changes while Rollcall was off' });
    await expect.element(row).toMatchTextContent(/Hugo Almeida joined “Sales”.*and 2 more/);
  });

  test('what happened while the app was off is told in the language of now', async () => {
    const { screen, fake } = await history();
    await expect.element(screen.getByText('Hugo Almeida joined “Sales”')).toBeVisible();
    await expect.element(screen.getByText('and 2 more')).toBeVisible();
    fake.push(['set', 'settings', { ...fake.snapshot.settings, language: 'fr' }]);
    await expect.element(screen.getByText('Le groupe « Offsite » a été supprimé')).toBeVisible();
    await expect.element(screen.getByText('Hugo Almeida joined “Sales”')).not.toBeInTheDocument();
  });

  test('what an older version put into words is shown in them', async () => {
    const entry = { ...entryOf('h0'), changes: [], count: 2, details: ['Ann wurde zu Sales hinzugefügt.'] };
    const { screen } = await history({ history: { h0: entry } });
    await expect.element(screen.getByText('Ann wurde zu Sales hinzugefügt.')).toBeVisible();
    await expect.element(screen.getByText('and 1 more')).toBeVisible();
  });
});

test('of a list that cannot be changed it is said once, not in each row', async () => {
  const one = { ...entryOf('h5'), undo: 'readOnly' as const };
  const { screen } = await history({
    history: { h5: one, h6: { ...one, id: 'h6' } },
    list: { state: 'current', asOf: NOW, readOnly: userError('ucwa.readOnly') },
  });
  await expect.element(screen.getByText(/^Nothing can be undone now/)).toBeVisible();
  await expect.element(screen.getByText(/It cannot be undone/)).not.toBeInTheDocument();
});

test('an undo that failed is shown with Retry and Dismiss', async () => {
  const { screen, fake } = await history();
  const wish = { kind: 'groupDelete', groupId: 'launch', name: 'Spring launch' } as const;
  const edit = fake.putEdit(wish, { status: 'failed', error: userError('ucwa.forbidden') });
  const trouble = screen.getByRole('alert').filter({ hasText: 'Delete group “Spring launch”' });
  await trouble.getByRole('button', { name: 'Retry' }).click();
  expect(fake.inputsOf('edits.retry')).toEqual([{ id: edit.id }]);
});

test('is filtered by kind and by group, and says when nothing is left', async () => {
  const { screen } = await history();
  const kind = screen.getByRole('combobox', { name: 'Kind' });
  const rows = () =>
    screen
      .getByRole('listitem')
      .elements()
      .map((one) => one.querySelector('p')?.textContent);
  await kind.selectOptions('Groups');
  await vi.waitFor(() =>
    expect(rows()).toEqual(['Group “Help desk” is now called “Service desk”', 'You created “Spring launch”']),
  );
  await kind.selectOptions('While Rollcall was off');
  await vi.waitFor(() => expect(rows()).toEqual(['5 changes while Rollcall was off']));
  await screen.getByRole('combobox', { name: 'Group' }).selectOptions('Sales');
  await expect.element(screen.getByText('No changes of this kind')).toBeVisible();
  await screen.getByRole('button', { name: 'Show everything' }).click();
  await vi.waitFor(() => expect(rows()).toHaveLength(6));
});

test('a group that was deleted and brought back is one to filter by, its changes before and after together', async () => {
  const { screen, fake } = await history();
  const gone = { groupId: 'sales before', groupName: 'Sales', kind: 'groupDeleted' as const };
  fake.push(['put', 'history', 'h9', entry('h9', 1, gone)]);
  const choice = screen.getByRole('combobox', { name: 'Group' });
  await choice.selectOptions('Sales');
  await vi.waitFor(() => expect(screen.getByRole('listitem').elements()).toHaveLength(2));
  const offered = choice
    .getByRole('option')
    .elements()
    .map((one) => one.textContent);
  expect(offered.filter((name) => name === 'Sales')).toHaveLength(1);
});

describe('by keyboard', () => {
  test('the list is one stop of Tab; arrows go through it, Tab to the row’s own button and out', async () => {
    const { screen, fake } = await history();
    focus(screen.getByRole('combobox', { name: 'Group' }).element());
    const name = () => {
      const active = document.activeElement;
      const id = active?.getAttribute('aria-labelledby');
      return active?.getAttribute('aria-label') ?? document.getElementById(id ?? '')?.textContent;
    };
    await userEvent.keyboard('{Tab}');
    expect(name()).toBe('Priya Raman joined “Spring launch”');
    await userEvent.keyboard('{ArrowDown}');
    expect(name()).toBe('You moved Grace Nakamura from “Sales” to “Spring launch”');
    await userEvent.keyboard('{End}');
    expect(name()).toBe('5 changes while Rollcall was off');
    await userEvent.keyboard('{ArrowDown}{Home}{ArrowDown}{Tab}');
    expect(name()).toBe('Undo: You moved Grace Nakamura from “Sales” to “Spring launch”');
    await userEvent.keyboard('{Enter}');
    expect(fake.inputsOf('history.undo')).toEqual([{ id: 'h4' }]);
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement?.closest('[role="listitem"], li')).toBeNull();
  });

  test('the focus stays in place when its row goes', async () => {
    const { screen, fake } = await history();
    focus(screen.getByRole('group', { name: 'Priya Raman joined “Spring launch”' }).element());
    fake.push(['delete', 'history', 'h5']);
    await expect.element(screen.getByRole('group', { name: /^You moved Grace Nakamura/ })).toHaveFocus();
  });

  test('the focus is not taken from elsewhere when a row goes', async () => {
    const { screen, fake } = await history();
    const row = screen.getByRole('group', { name: 'Priya Raman joined “Spring launch”' });
    focus(row.element());
    const clear = screen.getByRole('button', { name: 'Clear', exact: true });
    focus(clear.element());
    fake.push(['delete', 'history', 'h5']);
    await expect.element(row).not.toBeInTheDocument();
    await expect.element(clear).toHaveFocus();
  });
});

test('of 500 entries only those near the view are laid out', async () => {
  const { screen } = await history({ history: many(500) });
  await expect.element(screen.getByRole('group', { name: 'Person 0 joined “Spring launch”' })).toBeVisible();
  const rows = [...document.querySelectorAll('[data-row]')];
  expect(rows).toHaveLength(500);
  const laidOut = () => rows.filter((row) => row.checkVisibility({ contentVisibilityAuto: true })).length;
  await expect.poll(laidOut).toBeGreaterThan(3);
  expect(laidOut()).toBeLessThan(60);
  focus(rows[0]!);
  await userEvent.keyboard('{End}');
  expect(document.activeElement?.textContent).toContain('Person 499');
  await expect.poll(() => rows[499]?.checkVisibility({ contentVisibilityAuto: true })).toBe(true);
});
