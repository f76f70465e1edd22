/** Moving people between groups: by the pointer, by cut and paste, and taking it back. */
import { userEvent } from 'vitest/browser';
import { describe, expect, test, vi } from 'vitest';
import type { UndoState } from '../../../preload/contract/history.ts';
import { sampleSnapshot } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';
import { focus, row, type Rendered } from '../../testing/rows.ts';

const FARID = 'farid.haddad@contoso.example';
const element = (rendered: Rendered, name: RegExp) => vi.waitFor(() => row(rendered, name).element() as HTMLElement);
const open = () => renderSnapshot(sampleSnapshot(), { open: ['sales'] });
const said = () => document.querySelector('[aria-live]')?.textContent.trim();

/** A drag that a test leads step by step, with the platform's own events. */
function dragOf(from: Element) {
  const dataTransfer = new DataTransfer();
  const send = (type: string, at: Element, more: DragEventInit = {}) =>
    at.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer, ...more }));
  send('dragstart', from);
  return {
    dataTransfer,
    over: (at: Element, more?: DragEventInit) => send('dragover', at, more),
    drop: (at: Element, more?: DragEventInit) => send('drop', at, more),
    end: () => send('dragend', from),
  };
}

describe('by the pointer', () => {
  test('a person is dragged into another group', async () => {
    const rendered = await open();
    await row(rendered, /^Farid/).dropTo(row(rendered, /^Design/));
    await vi.waitFor(() =>
      expect(rendered.fake.inputsOf('contacts.move')).toEqual([{ address: FARID, from: 'sales', to: 'design' }]),
    );
    await expect.element(rendered.screen.getByText('Moved Farid Haddad to Design')).toBeVisible();
    expect(rendered.fake.inputsOf('contacts.add')).toEqual([]);
  });

  test('with Ctrl they stay where they are as well', async () => {
    const rendered = await open();
    const design = await element(rendered, /^Design/);
    const drag = dragOf(await element(rendered, /^Farid/));
    drag.over(design);
    await expect.element(row(rendered, /^Design/).getByText('Move here')).toBeVisible();
    drag.over(design, { ctrlKey: true });
    await expect.element(row(rendered, /^Design/).getByText('Add here')).toBeVisible();
    drag.drop(design, { ctrlKey: true });
    expect(rendered.fake.inputsOf('contacts.add')).toEqual([
      { address: FARID, name: 'Farid Haddad', groupId: 'design' },
    ]);
    expect(rendered.fake.inputsOf('contacts.move')).toEqual([]);
  });

  test('where they cannot go is shown, why is said over it, and a drop there does nothing', async () => {
    const rendered = await open();
    const all = await element(rendered, /^All staff/);
    const drag = dragOf(await element(rendered, /^Farid/));
    drag.over(all);
    await expect.element(row(rendered, /^All staff/)).toHaveClass('refused');
    await expect.element(row(rendered, /^Design/)).not.toHaveClass('refused');
    await expect.element(row(rendered, /^All staff/).getByText('Set by your organisation')).toBeVisible();
    expect(drag.dataTransfer.dropEffect).toBe('none');
    drag.over(await element(rendered, /^Sales/));
    await expect.element(row(rendered, /^Sales/).getByText('already here')).toBeVisible();
    drag.drop(all);
    await expect.element(row(rendered, /^Design/)).not.toHaveClass('target');
    await expect.element(row(rendered, /^All staff/)).not.toHaveClass('refused');
    expect(rendered.fake.calls).toEqual([]);
  });

  test('who is in the group already cannot be dropped there', async () => {
    const rendered = await renderSnapshot(sampleSnapshot(), { open: ['fav', 'sales'] });
    const fav = await element(rendered, /^Favourites/);
    const elena = rendered.screen
      .getByRole('treeitem', { name: /^Elena/ })
      .elements()
      .at(-1)!;
    const drag = dragOf(elena);
    drag.over(fav);
    await expect.element(row(rendered, /^Favourites/).getByText('already in this group')).toBeVisible();
    drag.drop(fav);
    expect(rendered.fake.calls).toEqual([]);
  });

  test('Escape ends the drag where it began', async () => {
    const rendered = await open();
    const drag = dragOf(await element(rendered, /^Farid/));
    drag.over(await element(rendered, /^Design/));
    await expect.element(row(rendered, /^Farid/)).toHaveClass('carried');
    // What the platform sends for Escape.
    drag.end();
    await expect.element(row(rendered, /^Farid/)).not.toHaveClass('carried');
    await expect.element(row(rendered, /^Design/)).not.toHaveClass('target');
    expect(said()).toBe('Farid Haddad stays where it was');
    expect(rendered.fake.calls).toEqual([]);
  });

  test('a closed group opens when somebody is held over it, not when they only pass', async () => {
    const rendered = await open();
    const drag = dragOf(await element(rendered, /^Farid/));
    drag.over(await element(rendered, /^Service desk/));
    rendered.time.pass(600);
    drag.over(await element(rendered, /^Design/));
    rendered.time.pass(600);
    await expect.element(row(rendered, /^Service desk/)).toHaveAttribute('aria-expanded', 'false');
    await expect.element(row(rendered, /^Design/)).toHaveAttribute('aria-expanded', 'false');
    rendered.time.pass(100);
    await expect.element(row(rendered, /^Design/)).toHaveAttribute('aria-expanded', 'true');
    await expect.element(row(rendered, /^Service desk/)).toHaveAttribute('aria-expanded', 'false');
  });
});

describe('by the keyboard', () => {
  test('cut and paste moves, and is said', async () => {
    const rendered = await open();
    await focus(rendered, /^Farid/);
    await userEvent.keyboard('{Control>}x{/Control}');
    await expect.element(rendered.screen.getByText('Farid Haddad is cut.')).toBeVisible();
    expect(said()).toBe('Farid Haddad is cut. Go to a group and press Ctrl+V.');
    await expect.element(row(rendered, /^Farid/)).toHaveClass('carried');
    await focus(rendered, /^Design/);
    await userEvent.keyboard('{Control>}v{/Control}');
    expect(rendered.fake.inputsOf('contacts.move')).toEqual([{ address: FARID, from: 'sales', to: 'design' }]);
    await expect.element(rendered.screen.getByRole('status').getByText('Moved Farid Haddad to Design')).toBeVisible();
    await expect.element(rendered.screen.getByText('Farid Haddad is cut.')).not.toBeInTheDocument();
  });

  test('copy and paste adds', async () => {
    const rendered = await open();
    await focus(rendered, /^Farid/);
    await userEvent.keyboard('{Control>}c{/Control}');
    await focus(rendered, /^Design/);
    await userEvent.keyboard('{Control>}v{/Control}');
    expect(rendered.fake.inputsOf('contacts.add')).toHaveLength(1);
    expect(rendered.fake.inputsOf('contacts.move')).toEqual([]);
  });

  test('a group that refuses says why, and the person is still in hand until Escape', async () => {
    const rendered = await open();
    await focus(rendered, /^Farid/);
    await userEvent.keyboard('{Control>}x{/Control}');
    await focus(rendered, /^All staff/);
    await userEvent.keyboard('{Control>}v{/Control}');
    await vi.waitFor(() => expect(said()).toBe('Farid Haddad cannot go to All staff Lyon: Set by your organisation'));
    await expect.element(rendered.screen.getByText('Farid Haddad is cut.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(rendered.screen.getByText('Farid Haddad is cut.')).not.toBeInTheDocument();
    expect(rendered.fake.calls).toEqual([]);
  });

  test('by menus alone: cut there, move here', async () => {
    const rendered = await open();
    await focus(rendered, /^Farid/);
    await userEvent.keyboard('{Shift>}{F10}{/Shift}c{Enter}');
    await focus(rendered, /^Design/);
    await userEvent.keyboard('{Shift>}{F10}{/Shift}m{Enter}');
    expect(rendered.fake.inputsOf('contacts.move')).toEqual([{ address: FARID, from: 'sales', to: 'design' }]);
  });
});

describe('taking back', () => {
  const deleted = { kind: 'groupDeleted', editId: 'e1', groupId: 'design', groupName: 'Design' } as const;

  async function deleteDesign() {
    const rendered = await open();
    await focus(rendered, /^Design/);
    await userEvent.keyboard('{Delete}{Tab}{Enter}');
    await expect.element(rendered.screen.getByText('Deleted “Design”', { exact: true })).toBeVisible();
    return rendered;
  }

  test('Ctrl+Z brings a deleted group back by the history', async () => {
    const rendered = await deleteDesign();
    rendered.fake.settle(deleted);
    await focus(rendered, /^Sales/);
    await userEvent.keyboard('{Control>}z{/Control}');
    expect(rendered.fake.inputsOf('history.undo')).toEqual([{ id: 'of e1' }]);
    await vi.waitFor(() => expect(said()).toBe('Undone: Deleted “Design”'));
    await expect.element(rendered.screen.getByText('Deleted “Design”', { exact: true })).not.toBeInTheDocument();
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(said()).toBe('Nothing to undo'));
    expect(rendered.fake.inputsOf('history.undo')).toHaveLength(1);
  });

  test('before the server has settled it, it is taken back as soon as that is possible', async () => {
    const rendered = await deleteDesign();
    rendered.fake.putEdit({ kind: 'groupDelete', groupId: 'design', name: 'Design' }, { id: 'e1' });
    await rendered.screen.getByRole('button', { name: 'Undo' }).click();
    expect(rendered.fake.inputsOf('history.undo')).toEqual([]);
    rendered.fake.settle(deleted);
    expect(rendered.fake.inputsOf('history.undo')).toEqual([{ id: 'of e1' }]);
  });

  test('what waits for a connection is simply given up', async () => {
    const rendered = await deleteDesign();
    rendered.fake.putEdit({ kind: 'groupDelete', groupId: 'design', name: 'Design' }, { id: 'e1', status: 'waiting' });
    await rendered.screen.getByRole('button', { name: 'Undo' }).click();
    expect(rendered.fake.inputsOf('edits.discard')).toEqual([{ id: 'e1' }]);
    expect(rendered.fake.inputsOf('history.undo')).toEqual([]);
  });

  test.each<[Exclude<UndoState, 'possible'>, RegExp]>([
    ['nameTaken', /Deleted “Design”\. It cannot be undone: another group has this name by now\./],
    ['readOnly', /Deleted “Design”\. It cannot be undone: the list cannot be changed\./],
    ['unknown', /Deleted “Design”\. It cannot be undone: too little is known/],
  ])('%s: says that it cannot be taken back, and offers no button', async (undo, words) => {
    const rendered = await deleteDesign();
    rendered.fake.settle({ ...deleted, undo });
    await expect.element(rendered.screen.getByText(words)).toBeVisible();
    await expect.element(rendered.screen.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
  });

  test('the offer goes by itself', async () => {
    const rendered = await deleteDesign();
    // Under the pointer, where another test has left it, it would stay.
    await rendered.screen.getByRole('searchbox').hover();
    rendered.time.pass(12_000);
    await expect.element(rendered.screen.getByText('Deleted “Design”', { exact: true })).not.toBeInTheDocument();
  });

  test('in a field Ctrl+Z belongs to the text', async () => {
    const rendered = await deleteDesign();
    rendered.fake.settle(deleted);
    await rendered.screen.getByRole('searchbox').click();
    await userEvent.keyboard('{Control>}z{/Control}');
    expect(rendered.fake.inputsOf('history.undo')).toEqual([]);
  });
});
