/** Many people of a group at once: selected by pointer and keys, moved, removed, followed, and taken back. */
import { userEvent } from 'vitest/browser';
import { describe, expect, test, vi } from 'vitest';
import { largeSnapshot, sampleSnapshot } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';
import { focus, row, type Rendered } from '../../testing/rows.ts';

const ELENA = { address: 'elena.marchetti@contoso.example', name: 'Elena Marchetti' };
const FARID = { address: 'farid.haddad@contoso.example', name: 'Farid Haddad' };
const open = (ids = ['sales']) => renderSnapshot(sampleSnapshot(), { open: ids });
const bar = ({ screen }: Rendered, n: number) => screen.getByRole('group', { name: `${n} selected` });
const selected = () =>
  [...document.querySelectorAll('[role="treeitem"][aria-selected="true"]')].map(
    (one) => one.getAttribute('aria-label')?.split(',')[0],
  );
/** With Ctrl held. */
const ctrl = (keys: string) => userEvent.keyboard(`{Control>}${keys}{/Control}`);

/** Elena and Farid of Sales, by keys. */
async function two(): Promise<Rendered> {
  const rendered = await open();
  await focus(rendered, /^Elena/);
  await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
  await expect.element(bar(rendered, 2)).toBeVisible();
  return rendered;
}

describe('selecting', () => {
  test('people say whether they are, groups cannot be, and nobody is at first', async () => {
    const rendered = await open();
    await expect.element(rendered.screen.getByRole('tree')).toHaveAttribute('aria-multiselectable', 'true');
    await expect.element(row(rendered, /^Farid/)).toHaveAttribute('aria-selected', 'false');
    await expect.element(row(rendered, /^Sales/)).not.toHaveAttribute('aria-selected');
  });

  test('Shift and arrows stretch from where it began, back as well, and not beyond the group', async () => {
    const rendered = await two();
    expect(selected()).toEqual(['Elena Marchetti', 'Farid Haddad']);
    await expect.element(row(rendered, /^Farid/)).toHaveFocus();
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
    await vi.waitFor(() => expect(selected()).toEqual(['Elena Marchetti']));
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
    await expect.element(row(rendered, /^Elena/)).toHaveFocus();
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}');
    await expect.element(bar(rendered, 4)).toBeVisible();
  });

  test('Ctrl with Space takes one in and out, Ctrl with A takes the group, Escape lets go', async () => {
    const rendered = await open(['sales', 'fav']);
    await focus(rendered, /^Farid/);
    await ctrl(' ');
    await vi.waitFor(() => expect(selected()).toEqual(['Farid Haddad']));
    await ctrl(' ');
    await vi.waitFor(() => expect(selected()).toEqual([]));
    await ctrl('a');
    await expect.element(bar(rendered, 4)).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(bar(rendered, 4)).not.toBeInTheDocument();
    await expect.element(row(rendered, /^Farid/)).toHaveFocus();
  });

  test('who is in two groups is selected in the one where that was said', async () => {
    const rendered = await open(['sales', 'fav']);
    await rendered.screen
      .getByRole('treeitem', { name: /^Elena/ })
      .last()
      .click({ modifiers: ['Control'] });
    await vi.waitFor(() => expect(selected()).toEqual(['Elena Marchetti']));
    await expect.element(bar(rendered, 1)).toBeVisible();
  });

  test('the pointer: Ctrl adds one, Shift a stretch, another group begins anew, a plain click ends it', async () => {
    const rendered = await open(['sales', 'design']);
    await row(rendered, /^Elena/).click({ modifiers: ['Control'] });
    expect(rendered.screen.getByRole('dialog').elements()).toEqual([]);
    await row(rendered, /^Farid/).click({ modifiers: ['Shift'] });
    await vi.waitFor(() => expect(selected()).toEqual(['Elena Marchetti', 'Farid Haddad']));
    await row(rendered, /^Benedikt/).click({ modifiers: ['Control'] });
    await vi.waitFor(() => expect(selected()).toEqual(['Benedikt Sørensen']));
    await row(rendered, /^Farid/).click();
    await expect.element(rendered.screen.getByRole('dialog', { name: 'Farid Haddad' })).toBeVisible();
    expect(selected()).toEqual([]);
  });

  test('the menu selects, where there is neither Ctrl nor Shift', async () => {
    const rendered = await open();
    await rendered.screen.getByRole('button', { name: 'More for Farid Haddad' }).click();
    await rendered.screen.getByRole('menuitem', { name: 'Select' }).click();
    await vi.waitFor(() => expect(selected()).toEqual(['Farid Haddad']));
  });

  test('who is not shown is not selected', async () => {
    const rendered = await two();
    await rendered.screen.getByRole('searchbox').fill('farid');
    await expect.element(bar(rendered, 1)).toBeVisible();
    rendered.fake.push(['delete', 'contacts', FARID.address]);
    await expect.element(bar(rendered, 1)).not.toBeInTheDocument();
  });

  test('everybody of a long group, drawn or not', async () => {
    const rendered = await renderSnapshot(largeSnapshot(2000, 2), { open: ['g0'] });
    await focus(rendered, /^Team 0,/);
    await ctrl('a');
    await expect.element(rendered.screen.getByRole('group', { name: '1,000 selected' })).toBeVisible();
  });
});

describe('with those selected', () => {
  test('Delete removes them by one edit, which can be taken back', async () => {
    const rendered = await two();
    await userEvent.keyboard('{Delete}');
    expect(rendered.fake.inputsOf('contacts.removeMany')).toEqual([{ people: [ELENA, FARID], groupId: 'sales' }]);
    expect(rendered.fake.inputsOf('contacts.remove')).toEqual([]);
    await expect.element(rendered.screen.getByText('Removed 2 people from Sales')).toBeVisible();
    await expect.element(row(rendered, /^Farid/)).toHaveFocus();
    expect(selected()).toEqual([]);
    rendered.fake.settle({ kind: 'contactsRemoved', editId: 'e1', groupId: 'sales', count: 2 });
    await rendered.screen.getByRole('button', { name: 'Undo' }).click();
    expect(rendered.fake.inputsOf('history.undo')).toEqual([{ id: 'of e1' }]);
  });

  test('Delete at somebody who is not selected means them alone', async () => {
    const rendered = await two();
    await userEvent.keyboard('{ArrowDown}{Delete}');
    expect(rendered.fake.inputsOf('contacts.removeMany')).toEqual([]);
    expect(rendered.fake.inputsOf('contacts.remove')).toHaveLength(1);
  });

  test('Move asks where to, and gives the focus back to the tree', async () => {
    const rendered = await two();
    await bar(rendered, 2).getByRole('button', { name: 'Move those selected…' }).click();
    const dialog = rendered.screen.getByRole('dialog', { name: 'Move 2 people' });
    await expect.element(dialog.getByRole('button', { name: /^Sales/ })).not.toBeInTheDocument();
    await dialog.getByRole('button', { name: /^Design/ }).click();
    const people = [ELENA, FARID];
    expect(rendered.fake.inputsOf('contacts.moveMany')).toEqual([{ people, from: 'sales', to: 'design' }]);
    await expect.element(row(rendered, /^Farid/)).toHaveFocus();
    await expect.element(rendered.screen.getByText('Moved 2 people to Design')).toBeVisible();
  });

  test('who is cut goes alone, and is seen to', async () => {
    const rendered = await two();
    await ctrl('x');
    await expect.element(rendered.screen.getByText('Farid Haddad is cut.')).toBeVisible();
    await vi.waitFor(() => expect(selected()).toEqual([]));
  });

  test('while it is under way they are seen to go and to come', async () => {
    const rendered = await open(['sales', 'design']);
    rendered.fake.putEdit({ kind: 'membersMove', from: 'sales', to: 'design', people: [FARID] });
    await expect.element(rendered.screen.getByRole('treeitem', { name: /^Farid.*being added/ })).toBeVisible();
    await expect.element(rendered.screen.getByRole('treeitem', { name: /^Farid.*being removed/ })).toBeVisible();
    rendered.fake.putEdit({ kind: 'membersRemove', groupId: 'sales', groupName: 'Sales', people: [ELENA] });
    await expect.element(rendered.screen.getByRole('treeitem', { name: /^Elena.*being removed/ })).toBeVisible();
  });

  test('Follow follows who is not followed yet', async () => {
    const rendered = await two();
    const target = ELENA.address;
    const held = { kind: 'contact', target, name: '', status: 'held', until: null, error: null } as const;
    rendered.fake.push(['put', 'follows', `contact:${target}`, held]);
    await bar(rendered, 2).getByRole('button', { name: 'Follow those selected' }).click();
    expect(rendered.fake.inputsOf('follows.addMany')).toEqual([
      { follows: [{ kind: 'contact', target: FARID.address }] },
    ]);
    await expect.element(row(rendered, /^Farid/)).toHaveFocus();
  });

  test('where the members are not ours to change they can be followed alone', async () => {
    const snapshot = sampleSnapshot();
    snapshot.groups['sales']!.canChangeMembers = false;
    const rendered = await renderSnapshot(snapshot, { open: ['sales'] });
    await focus(rendered, /^Elena/);
    await ctrl('a');
    await expect.element(bar(rendered, 4).getByRole('button', { name: /^Move/ })).toBeDisabled();
    await expect.element(bar(rendered, 4).getByRole('button', { name: /^Remove/ })).toBeDisabled();
    await expect.element(bar(rendered, 4).getByRole('button', { name: /^Follow/ })).toBeEnabled();
    await userEvent.keyboard('{Delete}');
    expect(rendered.fake.calls).toEqual([]);
  });
});
