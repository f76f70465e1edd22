/** The tree by keyboard, as it is filtered and as it is long: where the focus goes and what a screen reader counts. */
import { userEvent } from 'vitest/browser';
import { describe, expect, test, vi } from 'vitest';
import type { PatchOp } from '../../../preload/contract/state.ts';
import { contact, largeSnapshot, sampleSnapshot } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';
import { focus, row, type Rendered } from '../../testing/rows.ts';

const filter = ({ screen }: Rendered) => screen.getByRole('searchbox', { name: 'Filter people and groups' });
const isOpen = (rendered: Rendered, name: RegExp, open: boolean) =>
  expect.element(row(rendered, name)).toHaveAttribute('aria-expanded', String(open));

/** What has the focus is in view, but for a part of a pixel that scrolling leaves. */
function inView(): void {
  const scroller = document.querySelector('.scroll')!.getBoundingClientRect();
  const { top, bottom } = document.activeElement!.getBoundingClientRect();
  expect(top).toBeGreaterThan(scroller.top - 1);
  expect(bottom).toBeLessThan(scroller.bottom + 1);
}

describe('keys', () => {
  test('the asterisk opens every group, and the focus stays', async () => {
    const rendered = await renderSnapshot(sampleSnapshot(), { open: ['fav'] });
    await focus(rendered, /^Sales/);
    await userEvent.keyboard('*');
    for (const name of [/^Favourites/, /^Design/, /^Sales/, /^Service desk/]) await isOpen(rendered, name, true);
    await expect.element(row(rendered, /^Sales/)).toHaveFocus();
  });

  test('a page down and up goes through a long list, and what has the focus is in view', async () => {
    const rendered = await renderSnapshot(largeSnapshot(10_000, 200), { open: ['g0'] });
    await focus(rendered, /^Team 0,/);
    await userEvent.keyboard('{PageDown}{PageDown}');
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-level')).toBe('2'));
    inView();
    const at = Number(document.activeElement?.getAttribute('aria-posinset'));
    expect(at).toBeGreaterThan(5);
    await userEvent.keyboard('{PageUp}{PageUp}');
    await expect.element(row(rendered, /^Team 0,/)).toHaveFocus();
  });

  test('of a long list each row says its place among all, drawn or not', async () => {
    const rendered = await renderSnapshot(largeSnapshot(10_000, 200), { open: ['g0', 'g199'] });
    await focus(rendered, /^Team 0,/);
    await userEvent.keyboard('{End}');
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-level')).toBe('2'));
    const { activeElement: last } = document;
    expect(last?.getAttribute('aria-setsize')).toBe('50');
    expect(last?.getAttribute('aria-posinset')).toBe('50');
    await userEvent.keyboard('{ArrowLeft}');
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-posinset')).toBe('200'));
    expect(document.activeElement?.getAttribute('aria-setsize')).toBe('200');
    inView();
  });
});

describe('changes by others', () => {
  test('who has the focus stays in view, whoever comes in above', async () => {
    const rendered = await renderSnapshot(sampleSnapshot(), { open: ['fav', 'design', 'sales'] });
    await focus(rendered, /^Sales/);
    const crowd = Array.from({ length: 15 }, (_, n) => `new${n}@contoso.example`);
    rendered.fake.push(
      ...crowd.map((address): PatchOp => ['put', 'contacts', address, contact(`New ${address}`, ['design'])]),
    );
    await expect.element(row(rendered, /^Design, 19 people/)).toBeInTheDocument();
    await vi.waitFor(inView);
    await expect.element(row(rendered, /^Sales/)).toHaveFocus();
  });

  test('who was scrolled away from is not followed', async () => {
    const rendered = await renderSnapshot(largeSnapshot(1000, 4), { open: ['g0', 'g1'] });
    await focus(rendered, /^Team 0,/);
    const scroller = document.querySelector('.scroll')!;
    scroller.scrollTop = 9000;
    await vi.waitFor(() => expect(row(rendered, /^Person/).elements().length).toBeGreaterThan(0));
    rendered.fake.push(['put', 'contacts', 'zed@contoso.example', contact('Zed', ['g1'])]);
    await expect.element(row(rendered, /^Team 1,/)).not.toBeInTheDocument();
    expect(scroller.scrollTop).toBeGreaterThan(8000);
  });
});

describe('what is found', () => {
  test('begins with the first row, wherever the focus was before', async () => {
    const rendered = await renderSnapshot(largeSnapshot(10_000, 200), { open: ['g0', 'g199'] });
    await focus(rendered, /^Team 0,/);
    await userEvent.keyboard('{End}');
    await vi.waitFor(() => expect(document.querySelector('.scroll')!.scrollTop).toBeGreaterThan(500));
    await filter(rendered).fill('person 9');
    await vi.waitFor(() => expect(document.querySelector('.scroll')!.scrollTop).toBe(0));
    await userEvent.keyboard('{ArrowDown}');
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-posinset')).toBe('1'));
    expect(document.activeElement?.getAttribute('aria-level')).toBe('1');
  });

  test('Enter goes to the first person, and again shows them', async () => {
    const rendered = await renderSnapshot(sampleSnapshot(), { open: ['fav'] });
    await filter(rendered).fill('farid');
    await expect.element(row(rendered, /^Farid/)).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(row(rendered, /^Farid/)).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(rendered.screen.getByRole('dialog', { name: 'Farid Haddad' })).toBeVisible();
  });

  test('Escape shows all again, and who has the focus is in view, or their closed group', async () => {
    const rendered = await renderSnapshot(largeSnapshot(10_000, 200), { open: ['g0'] });
    await filter(rendered).fill('person 9999');
    await expect.element(row(rendered, /^Person 9999/)).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(row(rendered, /^Person 9999/)).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(row(rendered, /^Team 199,/)).toHaveFocus();
    await vi.waitFor(inView);
    await expect.element(filter(rendered)).toHaveValue('');
  });

  test('a group is not closed behind it', async () => {
    const rendered = await renderSnapshot(sampleSnapshot(), { open: ['sales'] });
    await filter(rendered).fill('farid');
    await expect.element(row(rendered, /^Farid/)).toBeVisible();
    await row(rendered, /^Sales/).click();
    await userEvent.keyboard('{ArrowLeft}{Enter}');
    await filter(rendered).fill('');
    await expect.element(row(rendered, /^Design/)).toBeVisible();
    await isOpen(rendered, /^Sales/, true);
  });
});
