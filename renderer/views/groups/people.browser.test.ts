/** Names of groups as they are typed, people found in the directory, their cards, the filter and the order. */
import { userEvent } from 'vitest/browser';
import { describe, expect, test, vi } from 'vitest';
import type { FakeApi } from '../../testing/fake-api.ts';
import { contact, presence, sampleSnapshot, userError } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';
import { focus, row, type Rendered } from '../../testing/rows.ts';

const open = (ids = ['sales']) => renderSnapshot(sampleSnapshot(), { open: ids });
const level = (rendered: Rendered, at: 1 | 2) =>
  rendered.screen
    .getByRole('treeitem', { level: at })
    .elements()
    .map((one) => one.getAttribute('aria-label')?.split(',')[0]);

describe('the name of a group', () => {
  test('is judged while it is typed: one that is taken is refused, the own one is not', async () => {
    const rendered = await open();
    const { screen, fake } = rendered;
    await focus(rendered, /^Design/);
    await userEvent.keyboard('{F2}');
    const field = screen.getByRole('textbox', { name: 'New name of Design' });
    await userEvent.keyboard('SALES');
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/There is a group called “Sales” already\./);
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await userEvent.keyboard('{Enter}');
    await field.fill('design');
    await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
    await field.fill('x'.repeat(257));
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/at most 256 characters/);
    await field.fill('  ');
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/A group needs a name/);
    await field.fill('\u{1f389}');
    await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
    await field.fill('\u200b\u00a0\u202e');
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/A group needs a name/);
    await userEvent.keyboard('{Escape}');
    await expect.element(row(rendered, /^Design/)).toHaveFocus();
    expect(fake.calls).toEqual([]);
  });

  test('a double click on it changes it, and leaving the field keeps what is good', async () => {
    const rendered = await open();
    await row(rendered, /^Design/)
      .getByText('Design')
      .dblClick();
    const field = rendered.screen.getByRole('textbox', { name: 'New name of Design' });
    await expect.element(field).toHaveFocus();
    await field.fill('Form');
    await rendered.screen.getByRole('searchbox').click();
    await vi.waitFor(() =>
      expect(rendered.fake.inputsOf('groups.rename')).toEqual([{ groupId: 'design', name: 'Form' }]),
    );
    await expect.element(field).not.toBeInTheDocument();
  });

  test('leaving the field with a name that is no good changes nothing', async () => {
    const rendered = await open();
    await row(rendered, /^Design/)
      .getByText('Design')
      .dblClick();
    const field = rendered.screen.getByRole('textbox', { name: 'New name of Design' });
    await field.fill('Sales');
    await rendered.screen.getByRole('searchbox').click();
    await expect.element(field).not.toBeInTheDocument();
    expect(rendered.fake.inputsOf('groups.rename')).toEqual([]);
  });

  test('where a group is not ours, a double click changes nothing', async () => {
    const rendered = await open();
    await row(rendered, /^All staff/)
      .getByText('All staff Lyon')
      .dblClick();
    await expect.element(row(rendered, /^All staff/)).toHaveFocus();
    await expect.element(rendered.screen.getByRole('textbox')).not.toBeInTheDocument();
  });
});

describe('people from the directory', () => {
  const anna = { address: 'anna.berg@contoso.example', name: 'Anna Berg' };
  const tom = { address: 'tom.brandt@contoso.example', name: 'Tom Brandt' };
  const found = (fake: FakeApi) =>
    fake.answer('contacts.search', async () => ({
      ok: true,
      value: { more: false, people: [anna, tom].map((one) => ({ ...one, title: null, department: null })) },
    }));

  async function search() {
    const rendered = await open();
    found(rendered.fake);
    await rendered.screen.getByRole('button', { name: 'Add contact' }).click();
    const dialog = rendered.screen.getByRole('dialog', { name: 'Add contact' });
    await dialog.getByRole('combobox').selectOptions('Sales');
    await dialog.getByRole('searchbox').click();
    return { ...rendered, dialog };
  }

  test('are added to no group that was not chosen: one that goes is said to, and another one is to be chosen', async () => {
    const { screen, dialog, fake, time } = await search();
    const group = dialog.getByRole('combobox');
    await userEvent.keyboard('anna');
    time.pass(300);
    await dialog.getByRole('checkbox', { name: 'Choose Tom Brandt' }).click();
    fake.push(['delete', 'groups', 'sales']);
    await expect.element(group).toHaveDisplayValue('Choose a group');
    await expect
      .element(dialog.getByRole('status').filter({ hasText: 'Nobody can be added to “Sales” any more.' }))
      .toBeVisible();
    await expect.element(dialog.getByRole('button', { name: 'Add Anna Berg' })).toBeDisabled();
    await expect.element(screen.getByRole('button', { name: 'Add 1 person' })).toBeDisabled();
    await group.selectOptions('Design');
    await expect.element(dialog.getByText(/any more/)).not.toBeInTheDocument();
    fake.push(['put', 'groups', 'aaa', { ...fake.snapshot.groups['design']!, id: 'aaa', name: 'Aaa' }]);
    await expect.element(group.getByRole('option', { name: 'Aaa' })).toBeInTheDocument();
    await expect.element(group).toHaveDisplayValue('Design');
    await dialog.getByRole('button', { name: 'Add Anna Berg' }).click();
    expect(fake.inputsOf('contacts.add')).toEqual([{ ...anna, groupId: 'design' }]);
  });

  test('are looked for when the typing pauses, not at each letter, and only from two on', async () => {
    const { fake, time } = await search();
    await userEvent.keyboard('a');
    time.pass(1000);
    expect(fake.inputsOf('contacts.search')).toEqual([]);
    await userEvent.keyboard('n');
    time.pass(299);
    await userEvent.keyboard('n');
    time.pass(299);
    expect(fake.inputsOf('contacts.search')).toEqual([]);
    time.pass(1);
    expect(fake.inputsOf('contacts.search')).toEqual([{ query: 'ann', limit: 20 }]);
  });

  test('several at once become a job', async () => {
    const { fake, dialog, screen } = await search();
    await userEvent.keyboard('an{Enter}');
    await dialog.getByRole('checkbox', { name: 'Choose Anna Berg' }).click();
    await dialog.getByRole('checkbox', { name: 'Choose Tom Brandt' }).click();
    await dialog.getByRole('button', { name: 'Add 2 people' }).click();
    expect(fake.inputsOf('contacts.addMany')).toEqual([{ people: [anna, tom], groupId: 'sales' }]);
    await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  });

  test('that could not be added are told of where they were chosen, and only there', async () => {
    const { dialog, fake } = await search();
    const wish = { kind: 'memberAdd' as const, ...anna, groupId: 'sales' };
    fake.putEdit(wish, { status: 'failed', error: userError('ucwa.forbidden') });
    await expect.element(dialog.getByRole('alert')).toMatchTextContent(/Add Anna Berg to “Sales”/);
    await dialog.getByRole('combobox').selectOptions('Design');
    await expect.element(dialog.getByRole('alert')).not.toBeInTheDocument();
  });

  test('one that is chosen is added as one, by the keyboard alone', async () => {
    const { fake, dialog } = await search();
    await userEvent.keyboard('an{Enter}');
    await expect.element(dialog.getByRole('checkbox', { name: 'Choose Anna Berg' })).toBeVisible();
    await userEvent.keyboard('{Tab}{Tab} ');
    await expect.element(dialog.getByRole('checkbox', { name: 'Choose Anna Berg' })).toBeChecked();
    (dialog.getByRole('button', { name: 'Add 1 person' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    expect(fake.inputsOf('contacts.add')).toEqual([{ ...anna, groupId: 'sales' }]);
    expect(fake.inputsOf('contacts.addMany')).toEqual([]);
  });

  test('show a card before they are added, of which each value can be copied', async () => {
    const { fake, dialog, screen } = await search();
    fake.answer('contacts.lookup', async () => ({
      ok: true,
      value: {
        contact: contact('Anna Berg', [], { title: 'Logistics', workPhone: 'tel:+441632960133' }),
        presence: presence('Busy', { live: false, location: 'Quay 4' }),
      },
    }));
    await userEvent.keyboard('an{Enter}');
    await dialog.getByRole('button', { name: 'Details of Anna Berg' }).click();
    const card = screen.getByRole('dialog', { name: 'Anna Berg' });
    await expect.element(card).toMatchTextContent(/Busy as of /);
    for (const value of ['Logistics', '+441632960133', 'Quay 4', 'anna.berg@contoso.example'])
      await expect.element(card.getByRole('button', { name: `Copy ${value}` })).toBeVisible();
    expect(fake.inputsOf('contacts.lookup')).toEqual([{ address: anna.address }]);
    await userEvent.keyboard('{Escape}');
    await expect.element(card).not.toBeInTheDocument();
    await expect.element(dialog.getByRole('button', { name: 'Details of Anna Berg' })).toHaveFocus();
  });

  test('a card that cannot be read says why', async () => {
    const { fake, dialog, screen } = await search();
    fake.answer('contacts.lookup', async () => ({ ok: false, error: userError('ucwa.notFound') }));
    await userEvent.keyboard('an{Enter}');
    await dialog.getByRole('button', { name: 'Details of Tom Brandt' }).click();
    await expect.element(screen.getByRole('dialog', { name: 'Tom Brandt' }).getByRole('alert')).toBeVisible();
  });
});

describe('the filter', () => {
  const filter = ({ screen }: Rendered, text: string) => screen.getByRole('searchbox').fill(text);

  test('marks what it found, in names with accents too', async () => {
    const rendered = await open();
    await filter(rendered, 'chlo lamb');
    await expect.element(row(rendered, /^Chloé/)).toBeVisible();
    expect([...document.querySelectorAll('mark')].slice(0, 2).map((one) => one.textContent)).toEqual(['Chlo', 'Lamb']);
  });

  test('what is found in a title or a note is shown', async () => {
    const rendered = await open();
    await filter(rendered, 'pricing');
    await expect.element(row(rendered, /^Ingrid/).getByText('Pricing')).toBeVisible();
    await filter(rendered, 'half past');
    await expect.element(row(rendered, /^Hugo/).getByText('half')).toBeVisible();
    expect(level(rendered, 2)).toEqual(['Hugo Almeida']);
  });

  test('joins words about a person and about their group', async () => {
    const rendered = await open();
    await filter(rendered, 'launch grace');
    await vi.waitFor(() => expect(level(rendered, 1)).toEqual(['Spring launch']));
    expect(level(rendered, 2)).toEqual(['Grace Nakamura']);
    await filter(rendered, 'spring launch');
    await vi.waitFor(() => expect(level(rendered, 2)).toHaveLength(4));
  });

  test('is left by Escape from the tree', async () => {
    const rendered = await open();
    await filter(rendered, 'grace');
    await userEvent.keyboard('{ArrowDown}{Escape}');
    await expect.element(rendered.screen.getByRole('searchbox')).toHaveValue('');
    await vi.waitFor(() => expect(level(rendered, 1)).toHaveLength(7));
  });
});

test('people are ordered by availability from the menu, and the window keeps it', async () => {
  const rendered = await open();
  const { screen, app } = rendered;
  await vi.waitFor(() =>
    expect(level(rendered, 2)).toEqual(['Elena Marchetti', 'Farid Haddad', 'Hugo Almeida', 'Ingrid Halvorsen']),
  );
  (screen.getByRole('button', { name: 'List options' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('menuitemradio', { name: 'Sort by name' })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await vi.waitFor(() =>
    expect(level(rendered, 2)).toEqual(['Farid Haddad', 'Ingrid Halvorsen', 'Elena Marchetti', 'Hugo Almeida']),
  );
  expect(app.notes.read('order')).toEqual(['availability']);
});
