/** What is on the screen already speaks the language that is chosen while it is there. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { renderApp } from '../testing/render.ts';
import { SCENES } from '../testing/scenes.ts';

async function groups() {
  const rendered = await renderApp(SCENES['groups']!);
  const speak = (language: 'de' | 'fr') =>
    rendered.fake.push(['set', 'settings', { ...rendered.fake.snapshot.settings, language }]);
  await expect.element(rendered.screen.getByRole('treeitem', { name: /^Sales/ })).toBeVisible();
  return { ...rendered, speak };
}

test('an open menu, and the focus stays where it is in it', async () => {
  const { screen, speak } = await groups();
  await screen.getByRole('button', { name: 'More for Sales' }).click();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(screen.getByRole('menuitem', { name: 'Rename' })).toHaveFocus();
  speak('de');
  await expect.element(screen.getByRole('menuitem', { name: 'Umbenennen' })).toHaveFocus();
  await expect.element(screen.getByRole('menu', { name: 'Mehr zu Sales' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await screen.getByRole('button', { name: 'Mehr zu Amara Okafor' }).first().click();
  await expect.element(screen.getByRole('menuitem', { name: 'Ausschneiden' })).toBeVisible();
  speak('fr');
  await expect.element(screen.getByRole('menuitem', { name: 'Couper' })).toBeVisible();
});

test('the menu of the list', async () => {
  const { screen, speak } = await groups();
  await screen.getByRole('button', { name: 'List options' }).click();
  await expect.element(screen.getByRole('menuitemradio', { name: 'Sort by name' })).toBeVisible();
  speak('de');
  await expect.element(screen.getByRole('menuitemradio', { name: 'Nach Namen sortieren' })).toBeVisible();
});

test('an offer to undo, also where it says why that is impossible', async () => {
  const { screen, fake, speak } = await groups();
  await screen.getByRole('button', { name: 'More for Sales' }).click();
  await screen.getByRole('menuitem', { name: 'Delete group…' }).click();
  await screen.getByRole('button', { name: 'Delete group' }).click();
  await expect.element(screen.getByText('Deleted “Sales”')).toBeVisible();
  speak('de');
  await expect.element(screen.getByText('„Sales“ gelöscht')).toBeVisible();
  fake.settle({ editId: 'e1', kind: 'groupDeleted', undo: 'readOnly' });
  await expect.element(screen.getByText(/„Sales“ gelöscht\. Nicht rückgängig zu machen/)).toBeVisible();
  speak('fr');
  await expect.element(screen.getByText(/«\sSales\s» supprimé\. Annulation impossible/)).toBeVisible();
});

test('a placeholder, and the tip at a button that has the focus', async () => {
  const { screen, speak } = await groups();
  const tip = () => document.querySelector('.tip:popover-open')?.textContent;
  await screen.getByRole('searchbox').click();
  await userEvent.tab();
  await expect.poll(tip).toBe('New group');
  speak('de');
  await expect.poll(tip).toBe('Neue Gruppe');
  await expect.element(screen.getByRole('searchbox')).toHaveAttribute('placeholder', 'Personen und Gruppen filtern');
});
