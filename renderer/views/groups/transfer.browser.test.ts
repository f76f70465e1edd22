/** Export and import of the list, and the long work that comes of it. */
import { userEvent } from 'vitest/browser';
import { describe, expect, test, vi } from 'vitest';
import { job, samplePreview, sampleSnapshot, userError } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';
import { decode } from './file-text.ts';

type Rendered = Awaited<ReturnType<typeof renderSnapshot>>;
const open = () => renderSnapshot(sampleSnapshot(), { open: ['sales'] });
const said = () => document.querySelector('[aria-live]')?.textContent.trim();

async function choose({ screen }: Rendered, item: string) {
  await screen.getByRole('button', { name: 'List options' }).click();
  await screen.getByRole('menuitem', { name: item }).click();
}

describe('export', () => {
  test('everything as JSON unless the user says otherwise; giving up leaves the dialog', async () => {
    const rendered = await open();
    const { screen, fake } = rendered;
    fake.answer('list.export', async () => ({ ok: true, value: false }));
    await choose(rendered, 'Export to a file…');
    const dialog = screen.getByRole('dialog', { name: 'Export contacts' });
    await dialog.getByRole('button', { name: 'Save file…' }).click();
    expect(fake.inputsOf('list.export')).toEqual([{ format: 'json', groups: null }]);
    await expect.element(dialog).toBeVisible();
    fake.answer('list.export', async () => ({ ok: true, value: true }));
    await dialog.getByRole('button', { name: 'Save file…' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(said()).toBe('The file was saved.');
  });

  test('some groups as CSV, by the keyboard alone', async () => {
    const { screen, fake } = await open();
    await vi.waitFor(() => (screen.getByRole('treeitem', { name: /^Design/ }).element() as HTMLElement).focus());
    await userEvent.keyboard('{Shift>}{F10}{/Shift}e{Enter}');
    const dialog = screen.getByRole('dialog', { name: 'Export contacts' });
    await expect.element(dialog.getByRole('checkbox', { name: /^Design/ })).toBeChecked();
    (dialog.getByRole('radio', { name: /^JSON/ }).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    (dialog.getByRole('checkbox', { name: /^Sales/ }).element() as HTMLElement).focus();
    await userEvent.keyboard(' ');
    (dialog.getByRole('button', { name: 'Save file…' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    expect(fake.inputsOf('list.export')).toEqual([{ format: 'csv', groups: ['design', 'sales'] }]);
  });

  test('without any group there is nothing to save', async () => {
    const rendered = await open();
    await choose(rendered, 'Export to a file…');
    const dialog = rendered.screen.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /^All groups/ }).click();
    await expect.element(dialog.getByText('Choose at least one group.')).toBeVisible();
    await expect.element(dialog.getByRole('button', { name: 'Save file…' })).toBeDisabled();
  });
});

describe('import', () => {
  async function preview(value = samplePreview()) {
    const rendered = await open();
    rendered.fake.answer('list.readImport', async () => ({ ok: true, value }));
    await choose(rendered, 'Import from a file…');
    await expect.element(rendered.screen.getByRole('button', { name: 'Choose a file…' })).toHaveFocus();
    await userEvent.upload(rendered.screen.getByTestId('file'), new File(['a,b'], 'contacts-2026.csv'));
    const dialog = rendered.screen.getByRole('dialog', { name: 'Import contacts' });
    await expect.element(dialog.getByText('contacts-2026.csv would bring:')).toBeVisible();
    return { ...rendered, dialog };
  }

  test('of the largest list draws a part, and more at a press', async () => {
    const [first] = samplePreview().groups;
    const add = Array.from({ length: 250 }, (_, n) => ({ address: `p${n}@contoso.example`, name: `Person ${n}` }));
    const groups = Array.from({ length: 200 }, (_, n) => ({ ...first!, name: `Team ${n}`, groupId: null, add }));
    const totals = { create: 0, add: 50_000, there: 0, cannot: 0, follows: 0, unreadable: 0 };
    const { dialog } = await preview({ ...samplePreview(), groups, follows: [], unreadable: [], totals });
    await expect.element(dialog.getByText('50,000 people to add', { exact: true })).toBeVisible();
    const elements = () => dialog.element().querySelectorAll('*').length;
    expect(elements()).toBeLessThan(600);
    await expect.element(dialog.getByText('and 160 more')).toBeVisible();
    await dialog.getByText('250 people to add').first().click();
    await expect.element(dialog.getByText('and 150 more')).toBeVisible();
    await dialog.getByRole('button', { name: 'Show more' }).click();
    await expect.element(dialog.getByText('Team 79', { exact: true })).toBeInTheDocument();
    await expect.element(dialog.getByText('and 120 more')).toBeVisible();
  });

  test('shows all that would change and all that would not, before anything is done', async () => {
    const { dialog, fake } = await preview();
    expect(fake.inputsOf('list.readImport')).toEqual([{ name: 'contacts-2026.csv', text: 'a,b' }]);
    for (const words of ['1 new group', '5 people to add', '1 to follow', '1 cannot be added'])
      await expect.element(dialog.getByText(words, { exact: true }).first()).toBeVisible();
    await expect.element(dialog.getByText('the members of this group are set by your organisation')).toBeVisible();
    await expect.element(dialog.getByText(/Line 31: no usable group name/)).toBeInTheDocument();
    await dialog.getByText('3 people to add').click();
    await expect.element(dialog.getByText('Yusuf Demir')).toBeVisible();
    expect(fake.inputsOf('list.applyImport')).toEqual([]);
  });

  test('is carried out once it is wanted', async () => {
    const { dialog, fake } = await preview();
    fake.answer('list.applyImport', async () => ({ ok: true, value: 'j1' }));
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    expect(fake.inputsOf('list.applyImport')).toEqual([{ id: 'i1' }]);
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test('with nothing to do says so and cannot be carried out', async () => {
    const none = { create: 0, add: 0, there: 9, cannot: 0, follows: 0, unreadable: 0 };
    const { dialog } = await preview({ ...samplePreview(), groups: [], follows: [], unreadable: [], totals: none });
    await expect.element(dialog.getByText('Everything in this file is on your list already.')).toBeVisible();
    await expect.element(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  });

  test.each([
    ['has no lines', { there: 0, cannot: 0, unreadable: 0 }],
    ['cannot be read', { there: 0, cannot: 0, unreadable: 2 }],
    ['is refused in part', { there: 9, cannot: 1, unreadable: 0 }],
  ])('a file that %s is not said to be on the list', async (_, some) => {
    const none = { create: 0, add: 0, follows: 0, ...some };
    const { dialog } = await preview({ ...samplePreview(), groups: [], follows: [], unreadable: [], totals: none });
    await expect.element(dialog.getByText('There is nothing in this file that could be imported.')).toBeVisible();
    await expect.element(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  });

  test('a file that is too large is not even read; another can be chosen', async () => {
    const rendered = await open();
    await choose(rendered, 'Import from a file…');
    const large = new File([new Uint8Array(8_000_001)], 'everybody.csv');
    await userEvent.upload(rendered.screen.getByTestId('file'), large);
    await expect.element(rendered.screen.getByRole('alert')).toMatchTextContent(/This file is too large\./);
    expect(rendered.fake.inputsOf('list.readImport')).toEqual([]);
    await expect.element(rendered.screen.getByRole('button', { name: 'Choose a file…' })).toBeVisible();
  });

  test('a file that main cannot make sense of is explained', async () => {
    const rendered = await open();
    rendered.fake.answer('list.readImport', async () => ({ ok: false, error: userError('import.unreadable') }));
    await choose(rendered, 'Import from a file…');
    await userEvent.upload(rendered.screen.getByTestId('file'), new File(['?'], 'x.csv'));
    await expect.element(rendered.screen.getByRole('alert')).toMatchTextContent(/cannot be read as a contact list/);
  });

  test('a file dropped on the groups is shown as one that was chosen', async () => {
    const rendered = await open();
    rendered.fake.answer('list.readImport', async () => ({ ok: true, value: samplePreview() }));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['a,b'], 'dropped.csv'));
    const sales = await vi.waitFor(() => rendered.screen.getByRole('treeitem', { name: /^Sales/ }).element());
    const over = new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer });
    sales.dispatchEvent(over);
    expect(over.defaultPrevented).toBe(true);
    sales.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
    await expect.element(rendered.screen.getByText('contacts-2026.csv would bring:')).toBeVisible();
    expect(rendered.fake.inputsOf('list.readImport')).toEqual([{ name: 'dropped.csv', text: 'a,b' }]);
  });

  test.each([
    ['UTF-8', [0x4e, 0xc3, 0xa9], 'Né'],
    ['UTF-16 with its mark', [0xff, 0xfe, 0x4e, 0x00, 0xe9, 0x00], 'Né'],
    ['UTF-16, the other way round', [0xfe, 0xff, 0x00, 0x4e, 0x00, 0xe9], 'Né'],
    ['the code page of spreadsheets', [0x4e, 0xe9], 'Né'],
  ])('text in %s is read', (_, bytes, text) => {
    expect(decode(new Uint8Array(bytes))).toBe(text);
  });
});

describe('long work', () => {
  test('shows how far it is, is called out only at its start and end, and can be ended and put away', async () => {
    const { screen, fake } = await open();
    const spoken = new Set<string>();
    const watch = new MutationObserver(() => spoken.add(said() ?? ''));
    await expect.element(screen.getByRole('tree')).toBeVisible();
    watch.observe(document.querySelector('[aria-live]')!, { childList: true, characterData: true, subtree: true });
    for (let done = 0; done < 60; done += 10) {
      fake.push(['set', 'jobs', [job('j', { done })]]);
      await expect.element(screen.getByText(`${done} of 60`)).toBeVisible();
    }
    const bar = screen.getByRole('progressbar', { name: 'Adding people to “Sales”' });
    await expect.element(bar).toHaveAttribute('aria-valuenow', '50');
    await expect.element(bar).toHaveAttribute('aria-valuemax', '60');
    await screen.getByRole('button', { name: 'Cancel: Adding people to “Sales”' }).click();
    expect(fake.inputsOf('jobs.cancel')).toEqual([{ id: 'j' }]);
    const errors = [{ address: 'x@y.example', name: 'Xavier Roy', error: userError('ucwa.forbidden') }];
    fake.push(['set', 'jobs', [job('j', { status: 'cancelled', done: 52, failed: 1, errors })]]);
    await expect.element(bar).not.toBeInTheDocument();
    await screen.getByText('What failed (1)').click();
    await expect.element(screen.getByText('Xavier Roy: The server does not allow this.')).toBeVisible();
    expect([...spoken]).toEqual([
      'Adding people to “Sales”: started',
      'Adding people to “Sales”: 52 of 60, 1 failed, cancelled',
    ]);
    await screen.getByRole('button', { name: 'Dismiss: Adding people to “Sales”' }).click();
    expect(fake.inputsOf('jobs.dismiss')).toEqual([{ id: 'j' }]);
    watch.disconnect();
  });

  test('work that was over before the window opened is not called out', async () => {
    const { fake } = await renderSnapshot({ ...sampleSnapshot(), jobs: [job('j', { status: 'done', done: 60 })] });
    fake.push(['set', 'jobs', [job('j', { status: 'done', done: 60 }), job('k', { status: 'waiting' })]]);
    await vi.waitFor(() => expect(said()).toBe('Adding people to “Sales”: started'));
  });
});
