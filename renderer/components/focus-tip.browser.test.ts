import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { renderApp } from '../testing/render.ts';
import { SCENES } from '../testing/scenes.ts';

const tip = () => document.querySelector<HTMLElement>('.tip:popover-open');

test('a button without words says what it does when the keyboard comes to it, until Escape or the next', async () => {
  const { screen } = await renderApp(SCENES['groups']!);
  const filter = screen.getByRole('searchbox');
  await filter.click();
  await userEvent.tab();
  await expect.element(screen.getByRole('button', { name: 'New group' })).toHaveFocus();
  await expect.poll(() => tip()?.textContent).toBe('New group');
  const { left, right } = tip()!.getBoundingClientRect();
  expect([left >= 0, right <= innerWidth]).toEqual([true, true]);
  await userEvent.tab();
  await expect.poll(() => tip()?.textContent).toBe('Add contact');
  const button = screen.getByRole('button', { name: 'Add contact' }).element().getBoundingClientRect();
  expect(tip()!.getBoundingClientRect().right).toBeGreaterThan(button.left + button.width / 2);
  await userEvent.keyboard('{Escape}');
  await expect.poll(tip).toBeNull();
});

test('a pointer needs no second tip', async () => {
  const { screen } = await renderApp(SCENES['groups']!);
  await screen.getByRole('button', { name: 'New group' }).click();
  await expect.element(screen.getByRole('textbox', { name: 'Name of the new group' })).toBeVisible();
  expect(tip()).toBeNull();
});

test('in a dialog too, beside its button', async () => {
  const { screen } = await renderApp(SCENES['contactCard']!);
  await screen.getByRole('treeitem', { name: /^Amara/ }).click();
  await expect.element(screen.getByRole('dialog')).toBeVisible();
  await userEvent.tab();
  await userEvent.tab({ shift: true });
  await expect.poll(() => tip()?.textContent).toBe('Close');
  const button = screen.getByRole('button', { name: 'Close' }).element().getBoundingClientRect();
  expect(tip()!.getBoundingClientRect().top).toBeGreaterThanOrEqual(button.bottom);
});
