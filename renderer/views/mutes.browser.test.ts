/** Muting a group: in its menu, in its row, in the settings; and its end. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { NOW, sampleSnapshot } from '../testing/fixture.ts';
import { renderSnapshot } from '../testing/render.ts';
import { untilTomorrow } from './pause.ts';

const HOUR = 3_600_000;

function muted(...mutedGroups: { id: string; until: number | null }[]) {
  const snapshot = sampleSnapshot();
  return { ...snapshot, settings: { ...snapshot.settings, mutedGroups } };
}

test.each([
  ['Mute for 1 hour', NOW + HOUR],
  ['Mute until tomorrow', untilTomorrow(NOW)],
  ['Mute always', null],
])('%s keeps what is muted already', async (name, until) => {
  const { screen, fake } = await renderSnapshot(sampleSnapshot(), { open: ['none'] });
  await screen.getByRole('button', { name: 'More for Design' }).click();
  await screen.getByRole('menuitem', { name }).click();
  expect(fake.inputsOf('settings.update')).toEqual([
    {
      mutedGroups: [
        { id: 'sales', until: null },
        { id: 'design', until },
      ],
    },
  ]);
});

test('a muted group says until when, and its menu lifts it', async () => {
  const { screen, fake } = await renderSnapshot(muted({ id: 'design', until: NOW + HOUR }), { open: ['none'] });
  await expect.element(screen.getByRole('treeitem', { name: /^Design.*, muted until \d/, level: 1 })).toBeVisible();
  await screen.getByRole('button', { name: 'More for Design' }).click();
  await expect.element(screen.getByRole('menuitem', { name: /^Mute/ })).not.toBeInTheDocument();
  await userEvent.keyboard('un{Enter}');
  expect(fake.inputsOf('settings.update')).toEqual([{ mutedGroups: [] }]);
});

test('a mute ends in front of the user, in the list and in the settings', async () => {
  const { screen, time, app } = await renderSnapshot(muted({ id: 'design', until: NOW + HOUR }), { open: ['none'] });
  const row = screen.getByRole('treeitem', { name: /^Design/, level: 1 });
  await expect.element(row).toHaveAttribute('aria-label', expect.stringContaining('muted'));
  time.pass(HOUR);
  await expect.element(row).not.toHaveAttribute('aria-label', expect.stringContaining('muted'));
  app.nav.view = 'settings';
  await expect.element(screen.getByText('No group is muted.')).toBeVisible();
});

test('the settings list what is muted until when', async () => {
  const both = muted({ id: 'design', until: NOW + HOUR }, { id: 'sales', until: null });
  const { screen, fake } = await renderSnapshot(both, { view: 'settings' });
  const items = screen.getByRole('listitem');
  await expect.element(items.filter({ hasText: 'Design' }).getByText(/^Until \d/)).toBeVisible();
  await expect.element(items.filter({ hasText: 'Sales' }).getByText('Always')).toBeVisible();
  await screen.getByRole('button', { name: 'Unmute Design' }).click();
  expect(fake.inputsOf('settings.update')).toEqual([{ mutedGroups: [{ id: 'sales', until: null }] }]);
});
