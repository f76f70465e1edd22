/** Groups and people in the tree: found, opened, changed and followed, by pointer and keys, and led to by notifications. */
import { page, userEvent } from 'vitest/browser';
import { describe, expect, test, vi } from 'vitest';
import { contact, group, largeSnapshot, presence, sampleSnapshot, userError } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';

type Screen = Awaited<ReturnType<typeof renderSnapshot>>['screen'];
const item = (screen: Screen, name: RegExp, level: 1 | 2) => screen.getByRole('treeitem', { name, level });
const focus = (screen: Screen, name: RegExp, level: 1 | 2 = 1) =>
  vi.waitFor(() => (item(screen, name, level).element() as HTMLElement).focus());
const open = (ids: string[] = []) => renderSnapshot(sampleSnapshot(), { open: ids.length > 0 ? ids : ['none'] });

/** Elements of the window; the test's own page around it does not count. */
const elements = () => document.querySelectorAll('#app, #app *').length;

/** A part of what is in view shows no row. */
function uncovered(scroller: Element): boolean {
  const { left, top, height } = scroller.getBoundingClientRect();
  return [0.1, 0.5, 0.8].some((part) => {
    const at = document.elementFromPoint(left + 60, top + part * height);
    return at?.closest('[role="treeitem"]') == null;
  });
}

describe('the tree', () => {
  test('groups are items of level 1 with counts and presence in their names', async () => {
    const { screen } = await open();
    await expect.element(item(screen, /^Sales, 4 people, 1 available, muted$/, 1)).toBeVisible();
    await expect.element(item(screen, /^Other contacts, 2 people$/, 1)).toHaveAttribute('aria-expanded', 'false');
    expect(screen.getByRole('treeitem', { level: 2 }).elements()).toHaveLength(0);
  });

  test('the first group is open for a new user', async () => {
    const { screen } = await renderSnapshot(sampleSnapshot());
    await expect.element(item(screen, /^Favourites/, 1)).toHaveAttribute('aria-expanded', 'true');
    await expect.element(item(screen, /^Amara Okafor, Available, Reviewing/, 2)).toBeVisible();
  });

  test('right opens and enters, left leaves and closes', async () => {
    const { screen } = await open();
    await focus(screen, /^Sales/);
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(item(screen, /^Sales/, 1)).toHaveAttribute('aria-expanded', 'true');
    await expect.element(item(screen, /^Farid Haddad, Available/, 2)).toBeVisible();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(item(screen, /^Elena Marchetti, Presenting/, 2)).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(item(screen, /^Sales/, 1)).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(item(screen, /^Sales/, 1)).toHaveAttribute('aria-expanded', 'false');
  });

  test('one item has the tab stop; Home, End, arrows and letters move it', async () => {
    const { screen } = await open();
    await focus(screen, /^Design/);
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(item(screen, /^Sales/, 1)).toHaveFocus();
    await userEvent.keyboard('{End}');
    await expect.element(item(screen, /^All staff Lyon/, 1)).toHaveFocus();
    await userEvent.keyboard('{Home}');
    await expect.element(item(screen, /^Favourites/, 1)).toHaveFocus();
    await userEvent.keyboard('sp');
    await expect.element(item(screen, /^Spring launch/, 1)).toHaveFocus();
    const stops = screen
      .getByRole('treeitem')
      .elements()
      .filter((one) => (one as HTMLElement).tabIndex === 0);
    expect(stops).toHaveLength(1);
  });

  test('Tab leads from the item to its own buttons', async () => {
    const { screen } = await open();
    await focus(screen, /^Design/);
    await userEvent.tab();
    await expect.element(screen.getByRole('button', { name: 'Follow Design' })).toHaveFocus();
    await userEvent.tab();
    await expect.element(screen.getByRole('button', { name: 'More for Design' })).toHaveFocus();
  });

  test('changes by others appear by themselves, and touch only their own row', async () => {
    const { screen, fake } = await open(['sales']);
    const farid = item(screen, /^Farid Haddad/, 2);
    await expect.element(farid).toBeVisible();
    const before = farid.element();
    fake.push(
      ['put', 'groups', 'new', group('new', 'Newcomers')],
      ['merge', 'groups', 'design', { name: 'Form' }],
      ['delete', 'groups', 'service'],
      ['put', 'contacts', 'zed@contoso.example', contact('Zed', ['sales'])],
      ['put', 'presence', 'farid.haddad@contoso.example', presence('Away')],
    );
    await expect.element(item(screen, /^Newcomers, 0 people/, 1)).toBeVisible();
    await expect.element(item(screen, /^Form/, 1)).toBeVisible();
    await expect.element(item(screen, /^Service desk/, 1)).not.toBeInTheDocument();
    await expect.element(item(screen, /^Sales, 5 people, 0 available/, 1)).toBeVisible();
    await expect.element(item(screen, /^Farid Haddad, Away/, 2)).toBeVisible();
    expect(item(screen, /^Farid Haddad/, 2).element()).toBe(before);
  });

  test('a row that goes while focused hands the focus on', async () => {
    const { screen, fake } = await open();
    await focus(screen, /^Design/);
    fake.push(['delete', 'groups', 'design']);
    await expect.element(item(screen, /^Sales/, 1)).toHaveFocus();
  });

  test('ten thousand people: few rows at once, and the end can be reached', async () => {
    const { screen } = await renderSnapshot(largeSnapshot(10_000, 200), {
      open: Array.from({ length: 200 }, (_, i) => `g${i}`),
    });
    await focus(screen, /^Team 0,/);
    expect(screen.getByRole('treeitem').elements().length).toBeLessThan(60);
    await userEvent.keyboard('{End}');
    await expect.element(item(screen, /^Person 9999,/, 2)).toHaveFocus();
    expect(screen.getByRole('treeitem').elements().length).toBeLessThan(60);
    expect(elements()).toBeLessThanOrEqual(600);
  });

  test.each([
    [400, 640],
    [1000, 800],
  ])(
    'ten thousand people in a window of %i by %i: few elements, wherever it is and whatever is found',
    async (...size) => {
      await page.viewport(...size);
      const open = Array.from({ length: 200 }, (_, i) => `g${i}`);
      const { screen } = await renderSnapshot(largeSnapshot(10_000, 200), { open });
      await focus(screen, /^Team 0,/);
      const scroller = document.querySelector('.scroll')!;
      for (const part of [0, 0.3, 0.7, 1]) {
        scroller.scrollTop = part * scroller.scrollHeight;
        await vi.waitFor(() => expect(uncovered(scroller)).toBe(false));
        expect(elements()).toBeLessThanOrEqual(600);
      }
      await screen.getByRole('searchbox').fill('person 9');
      await expect.element(screen.getByText(/people found/)).toBeInTheDocument();
      expect(elements()).toBeLessThanOrEqual(600);
      await page.viewport(400, 640);
    },
  );
});

describe('what can be done', () => {
  test('New group: Enter sends it, Escape leaves, an empty name is refused', async () => {
    const { screen, fake } = await open();
    await screen.getByRole('button', { name: 'New group' }).click();
    const field = screen.getByRole('textbox', { name: 'Name of the new group' });
    await expect.element(field).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/A group needs a name\./);
    await userEvent.keyboard('{Escape}');
    await expect.element(field).not.toBeInTheDocument();
    await expect.element(screen.getByRole('button', { name: 'New group' })).toHaveFocus();
    await userEvent.keyboard('{Enter}Board{Enter}');
    await vi.waitFor(() => expect(fake.inputsOf('groups.create')).toEqual([{ name: 'Board' }]));
    await expect.element(field).not.toBeInTheDocument();
  });

  test('a new group that is refused keeps the field and says why', async () => {
    const { screen, fake } = await open();
    fake.answer('groups.create', async () => ({ ok: false, error: userError('ucwa.tooManyGroups') }));
    await screen.getByRole('button', { name: 'New group' }).click();
    await userEvent.keyboard('Board{Enter}');
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/as many groups as the server allows/);
    await expect.element(screen.getByRole('textbox', { name: 'Name of the new group' })).toHaveValue('Board');
  });

  test('F2 renames in place and gives the focus back', async () => {
    const { screen, fake } = await open();
    await focus(screen, /^Design/);
    await userEvent.keyboard('{F2}');
    const field = screen.getByRole('textbox', { name: 'New name of Design' });
    await expect.element(field).toHaveFocus();
    await userEvent.keyboard('Form{Enter}');
    await vi.waitFor(() => expect(fake.inputsOf('groups.rename')).toEqual([{ groupId: 'design', name: 'Form' }]));
    await expect.element(item(screen, /^Design/, 1)).toHaveFocus();
  });

  test('F2 does nothing where the group is not ours, and the menu says why', async () => {
    const { screen } = await open();
    await focus(screen, /^All staff Lyon/);
    await userEvent.keyboard('{F2}{Shift>}{F10}{/Shift}');
    const rename = screen.getByRole('menuitem', { name: /^Rename/ });
    await expect.element(rename).toHaveAttribute('aria-disabled', 'true');
    await expect.element(rename).toMatchTextContent(/Set by your organisation/);
    await userEvent.keyboard('{Escape}');
    await expect.element(screen.getByRole('menu')).not.toBeInTheDocument();
  });

  test('Delete asks, lists who goes, and deletes on confirmation', async () => {
    const { screen, fake } = await open();
    await focus(screen, /^Design/);
    await userEvent.keyboard('{Delete}');
    const dialog = screen.getByRole('dialog', { name: 'Delete “Design”?' });
    await expect.element(dialog).toMatchTextContent(/2 people stay in your other groups\./);
    await expect.element(dialog.getByText('Benedikt Sørensen')).toBeVisible();
    await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    expect(fake.inputsOf('groups.delete')).toEqual([]);
    await userEvent.keyboard('{Delete}{Tab}{Enter}');
    await vi.waitFor(() => expect(fake.inputsOf('groups.delete')).toEqual([{ groupId: 'design' }]));
  });

  test('Follow is pressed while followed, for groups and people', async () => {
    const { screen, fake } = await open(['fav']);
    await expect
      .element(screen.getByRole('button', { name: 'Follow Service desk' }))
      .toHaveAttribute('aria-pressed', 'true');
    const grace = screen.getByRole('button', { name: 'Follow Grace Nakamura' });
    await expect.element(grace).toHaveAttribute('aria-pressed', 'false');
    await grace.click();
    const target = 'grace.nakamura@contoso.example';
    expect(fake.inputsOf('follows.add')).toEqual([{ kind: 'contact', target }]);
    fake.push([
      'put',
      'follows',
      `contact:${target}`,
      { kind: 'contact', target, name: '', status: 'held', until: null, error: null },
    ]);
    await expect.element(grace).toHaveAttribute('aria-pressed', 'true');
    await screen.getByRole('button', { name: 'Follow Service desk' }).click();
    expect(fake.inputsOf('follows.remove')).toEqual([{ kind: 'group', target: 'service' }]);
    await expect.element(screen.getByRole('button', { name: 'Follow All staff Lyon' })).toBeDisabled();
  });

  test('the menu by keyboard: mute a group, move a person', async () => {
    const { screen, fake } = await open(['sales']);
    await focus(screen, /^Sales/);
    await userEvent.keyboard('{Shift>}{F10}{/Shift}');
    await expect.element(screen.getByRole('menuitem', { name: 'Add contact…' })).toHaveFocus();
    await userEvent.keyboard('un{Enter}');
    expect(fake.inputsOf('settings.update')).toEqual([{ mutedGroups: [] }]);
    await focus(screen, /^Farid Haddad/, 2);
    await userEvent.keyboard('{Shift>}{F10}{/Shift}m{Enter}');
    const dialog = screen.getByRole('dialog', { name: 'Move Farid Haddad' });
    await expect.element(dialog.getByRole('button', { name: /^Sales/ })).not.toBeInTheDocument();
    await dialog.getByRole('button', { name: /^Design/ }).click();
    expect(fake.inputsOf('contacts.move')).toEqual([
      { address: 'farid.haddad@contoso.example', from: 'sales', to: 'design' },
    ]);
  });

  test('removing a person can be taken back', async () => {
    const { screen, fake } = await open(['sales']);
    await focus(screen, /^Farid Haddad/, 2);
    await userEvent.keyboard('{Delete}');
    const address = 'farid.haddad@contoso.example';
    expect(fake.inputsOf('contacts.remove')).toEqual([{ address, groupId: 'sales' }]);
    await expect.element(screen.getByText('Farid Haddad removed from Sales')).toBeVisible();
    fake.settle({ kind: 'contactRemoved', editId: 'e1', address, contactName: 'Farid Haddad', groupId: 'sales' });
    await screen.getByRole('button', { name: 'Undo' }).click();
    expect(fake.inputsOf('history.undo')).toEqual([{ id: 'of e1' }]);
  });

  test('Enter on a person shows the card, from which they can be followed', async () => {
    const { screen, fake } = await open(['sales']);
    await focus(screen, /^Farid Haddad/, 2);
    await userEvent.keyboard('{Enter}');
    const card = screen.getByRole('dialog', { name: 'Farid Haddad' });
    await expect.element(card).toMatchTextContent(/\+441632960100 ext\. 4212/);
    await expect.element(card).toMatchTextContent(/Lyon office/);
    await card.getByRole('button', { name: 'Follow Farid Haddad' }).click();
    await card.getByRole('button', { name: 'Read presence now' }).click();
    expect(fake.inputsOf('contacts.refresh')).toEqual([{ address: 'farid.haddad@contoso.example' }]);
    await userEvent.keyboard('{Escape}');
    await expect.element(item(screen, /^Farid Haddad/, 2)).toHaveFocus();
  });

  test('Add contact searches, says what is there already, and adds', async () => {
    const { screen, fake } = await open();
    fake.answer('contacts.search', async ({ limit }) => ({
      ok: true,
      value: {
        more: limit < 100,
        people: [
          { address: 'anna.berg@contoso.example', name: 'Anna Berg', title: null, department: null },
          { address: 'farid.haddad@contoso.example', name: 'Farid Haddad', title: null, department: null },
        ],
      },
    }));
    await screen.getByRole('button', { name: 'Add contact' }).click();
    const dialog = screen.getByRole('dialog', { name: 'Add contact' });
    await expect.element(dialog.getByRole('searchbox')).toHaveFocus();
    await dialog.getByRole('combobox', { name: 'To group' }).selectOptions('Sales');
    await dialog.getByRole('searchbox').fill('a');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog.getByText('Already in this group')).toBeVisible();
    await dialog.getByRole('button', { name: 'Add Anna Berg' }).click();
    const added = { address: 'anna.berg@contoso.example', name: 'Anna Berg', groupId: 'sales' };
    expect(fake.inputsOf('contacts.add')).toEqual([added]);
    fake.putEdit({ kind: 'memberAdd', ...added });
    await expect.element(dialog.getByText('Added', { exact: true })).toBeVisible();
    await dialog.getByRole('button', { name: 'Show more' }).click();
    expect(fake.inputsOf('contacts.search')).toEqual([
      { query: 'a', limit: 20 },
      { query: 'a', limit: 100 },
    ]);
    await expect.element(dialog.getByText(/More people match/)).not.toBeInTheDocument();
  });

  test('a search that fails says why, inside the dialog', async () => {
    const { screen, fake } = await open();
    fake.answer('contacts.search', async () => ({ ok: false, error: userError('network.timeout') }));
    await screen.getByRole('button', { name: 'Add contact' }).click();
    await userEvent.keyboard('x{Enter}');
    await expect.element(screen.getByRole('dialog').getByRole('alert')).toMatchTextContent(/did not answer in time/);
  });

  test('the filter finds people everywhere and leaves with Escape', async () => {
    const { screen } = await open();
    await screen.getByRole('searchbox', { name: 'Filter people and groups' }).fill('grace');
    await expect.element(item(screen, /^Grace Nakamura/, 2).first()).toBeVisible();
    await expect.element(item(screen, /^Design/, 1)).not.toBeInTheDocument();
    await expect.element(screen.getByText('1 person found')).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await expect.element(item(screen, /^Design/, 1)).toBeVisible();
  });
});

describe('a notification', () => {
  test('of a person leads to their card', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot(), { view: 'settings' });
    fake.emit('navigate', { view: 'groups', groupId: 'sales', address: 'farid.haddad@contoso.example' });
    await expect.element(screen.getByRole('dialog', { name: 'Farid Haddad' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(item(screen, /^Sales/, 1)).toHaveAttribute('aria-expanded', 'true');
  });

  test('leads to its group', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot(), { view: 'settings' });
    await expect.element(screen.getByRole('tab', { name: 'Settings' })).toHaveAttribute('aria-selected', 'true');
    fake.emit('navigate', { view: 'groups', groupId: 'sales' });
    await expect.element(item(screen, /^Sales/, 1)).toHaveFocus();
    await expect.element(item(screen, /^Sales/, 1)).toHaveAttribute('aria-expanded', 'true');
  });
});
