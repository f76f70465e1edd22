/** The tasks of the list by keyboard alone, the focus seen at each stop: groups, people, the filter, taking back. */
import type { Page } from 'playwright';
import { beforeEach, describe, expect, test } from 'vitest';
import { Keyboard } from '../support/keyboard.ts';
import { eventually } from '../support/wait.ts';
import { oneChromium } from '../support/window-tests.ts';
import type { RollcallWindow } from '../support/window.ts';

const openWindow = oneChromium();
let app: RollcallWindow;
let page: Page;
let keys: Keyboard;

beforeEach(async () => {
  app = await openWindow();
  ({ page } = app);
  keys = new Keyboard(page);
  await page.getByRole('treeitem', { name: /^Sales/ }).waitFor();
});

const groups = () => app.simulator.control.state().groups;
const hasGroup = (name: string) => groups().some((group) => group.name === name);
const members = (name: string) => groups().find((group) => group.name === name)?.members ?? [];

/** Into the tree, then from row to row. */
async function row(name: RegExp): Promise<void> {
  await keys.to('treeitem', /./);
  await keys.press('Home');
  await keys.to('treeitem', name, 'ArrowDown');
}

describe('groups', () => {
  test('are made, renamed, deleted, and brought back', async () => {
    await keys.to('button', 'New group');
    await keys.press('Enter');
    await keys.at('textbox', 'Name of the new group');
    await keys.write('Chess');
    await keys.press('Enter');
    await eventually('made', () => hasGroup('Chess'));
    await keys.at('button', 'New group');
    await row(/^Chess/);
    await keys.press('F2');
    await keys.at('textbox', 'New name of Chess');
    await keys.write('Chess club');
    await keys.press('Enter');
    await eventually('renamed', () => hasGroup('Chess club'));
    await page.getByRole('treeitem', { name: /^Chess club/ }).waitFor();
    await row(/^Chess club/);
    await keys.press('Delete');
    await keys.at('button', 'Cancel');
    await keys.to('button', 'Delete group');
    await keys.press('Enter');
    await eventually('deleted', () => !hasGroup('Chess club'));
    await page.getByRole('treeitem', { name: /^Chess club/ }).waitFor({ state: 'detached' });
    await keys.look();
    await keys.press('Control+z');
    await eventually('brought back', () => hasGroup('Chess club'));
  });

  test('that were deleted come back from the history', async () => {
    const before = members('Sales');
    await row(/^Sales/);
    await keys.press('Delete');
    await keys.to('button', 'Delete group');
    await keys.press('Enter');
    await eventually('deleted', () => !hasGroup('Sales'));
    await keys.press('Control+4');
    const words = 'You deleted “Sales”';
    await page.getByRole('group', { name: words }).waitFor();
    await keys.to('group', /./);
    await keys.press('Home');
    await keys.to('group', words, 'ArrowDown');
    await keys.to('button', `Undo: ${words}`);
    await keys.press('Enter');
    await eventually('brought back', () => members('Sales').length === before.length);
    await page.getByRole('group', { name: words }).filter({ hasText: 'undone' }).waitFor();
    await keys.look();
  });
});

describe('people', () => {
  test('are found in the directory and added', async () => {
    const { contacts } = app.simulator.control.state();
    const somebody = contacts.find(({ address }) => !members('Sales').includes(address));
    if (!somebody) throw new Error('everybody is in it');
    await row(/^Sales/);
    await keys.press('Shift+F10');
    await keys.to('menuitem', 'Add contact…', 'ArrowDown');
    await keys.press('Enter');
    await keys.at('searchbox', 'Search the directory');
    await keys.write(somebody.name);
    await keys.press('Enter');
    await keys.to('button', `Add ${somebody.name}`);
    await keys.press('Enter');
    await eventually('added', () => members('Sales').includes(somebody.address));
    await keys.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await keys.look();
  });

  test('are moved to another group', async () => {
    const before = { sales: members('Sales'), engineering: members('Engineering') };
    await row(/^Sales/);
    await keys.press('ArrowRight', 'ArrowDown');
    await keys.look();
    await keys.press('Shift+F10');
    await keys.to('menuitem', 'Move to group…', 'ArrowDown');
    await keys.press('Enter');
    await page.getByRole('dialog').waitFor();
    await keys.to('button', /^Engineering/);
    await keys.press('Enter');
    await eventually('moved', () => members('Sales').length === before.sales.length - 1);
    const [moved] = before.sales.filter((address) => !members('Sales').includes(address));
    expect(before.engineering).not.toContain(moved);
    expect(members('Engineering')).toContain(moved);
    await keys.look();
  });

  test('several at once are moved, the move taken back, and then removed', async () => {
    const before = { sales: members('Sales'), engineering: members('Engineering') };
    await row(/^Sales/);
    await keys.press('ArrowRight', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await keys.look();
    await page.getByRole('group', { name: '3 selected' }).waitFor();
    await keys.to('button', 'Move those selected…', 'Shift+Tab');
    await keys.press('Enter');
    await page.getByRole('dialog', { name: 'Move 3 people' }).waitFor();
    await keys.to('button', /^Engineering/);
    await keys.press('Enter');
    await eventually('moved', () => members('Sales').length === before.sales.length - 3);
    const moved = before.sales.filter((address) => !members('Sales').includes(address));
    expect(members('Engineering')).toEqual(expect.arrayContaining(moved));
    await keys.look();
    await keys.press('Control+z');
    await eventually('taken back', () => members('Sales').length === before.sales.length);
    await eventually('gone again', () => members('Engineering').length === before.engineering.length);
    await page
      .getByRole('treeitem', { name: /being (added|removed)/ })
      .first()
      .waitFor({ state: 'detached' });
    await row(/^Sales/);
    await keys.press('ArrowDown', 'Control+a', 'Delete');
    await eventually('all removed', () => members('Sales').length === 0);
    await keys.look();
  });
});

test('the list is filtered, gone through, and whole again', async () => {
  const [address = ''] = members('Sales');
  const name = app.simulator.control.state().contacts.find((one) => one.address === address)?.name ?? '';
  await keys.to('searchbox', 'Filter people and groups');
  await keys.write(name);
  await page.getByRole('treeitem', { level: 2 }).filter({ hasText: name }).first().waitFor();
  await keys.press('ArrowDown');
  await keys.look();
  await keys.to('treeitem', new RegExp(name), 'ArrowDown');
  await keys.press('Enter');
  await page.getByRole('dialog', { name }).waitFor();
  await keys.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await keys.look();
  await keys.to('searchbox', 'Filter people and groups', 'Shift+Tab');
  await keys.press('Escape');
  expect(await page.getByRole('searchbox', { name: 'Filter people and groups' }).inputValue()).toBe('');
});
