import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { renderApp } from '../testing/render.ts';
import { SCENES } from '../testing/scenes.ts';

afterEach(() => {
  document.documentElement.dir = 'ltr';
});

async function askAt(x: number, y: number) {
  const { screen } = await renderApp(SCENES['groups']!);
  const item = screen.getByRole('treeitem', { name: /^Sales/ });
  await expect.element(item).toBeVisible();
  item.element().dispatchEvent(new MouseEvent('contextmenu', { button: 2, clientX: x, clientY: y, bubbles: true }));
  const menu = screen.getByRole('menu');
  await expect.element(menu).toBeVisible();
  return { screen, box: menu.element().getBoundingClientRect() };
}

test('a menu asked for by the pointer stands at it', async () => {
  const { screen, box } = await askAt(60, 200);
  expect([Math.round(box.left), Math.round(box.top)]).toEqual([60, 200]);
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('button', { name: 'More for Sales' })).toHaveFocus();
});

test('at the edge of the window it stands back, whole', async () => {
  const { box } = await askAt(innerWidth - 3, innerHeight - 3);
  expect(Math.round(box.right)).toBe(innerWidth - 8);
  expect(Math.round(box.bottom)).toBe(innerHeight - 8);
});
