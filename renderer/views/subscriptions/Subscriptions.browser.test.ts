import { userEvent } from 'vitest/browser';
import { describe, expect, test, vi } from 'vitest';
import type { Follow, Snapshot } from '../../../preload/contract/state.ts';
import { NOW, contact, sampleSnapshot, userError } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';

const subscriptions = (more: Partial<Snapshot> = {}) =>
  renderSnapshot({ ...sampleSnapshot(), ...more }, { view: 'subscriptions' });

const focus = (element: Element) => (element as HTMLElement).focus();
const label = () => document.activeElement?.getAttribute('aria-label');

describe('a row', () => {
  test('counts the time that is left, and no voice reads it out', async () => {
    const { screen, time } = await subscriptions();
    const row = screen.getByRole('listitem').filter({ hasText: 'Amara Okafor' });
    await expect.element(row).toMatchTextContent(/renewed before .* \(in 9 minutes\)/);
    time.pass(5 * 60_000);
    await expect.element(row).toMatchTextContent(/\(in 4 minutes\)/);
    time.pass(5 * 60_000);
    await expect.element(row).not.toMatchTextContent(/minutes/);
    expect(row.element().closest('[aria-live], [role="status"]')).toBeNull();
    expect(row.element().querySelector('[aria-live], [role="status"]')).toBeNull();
  });

  test('says that a group is held as one, with how many people', async () => {
    const { screen, fake } = await subscriptions();
    const row = screen.getByRole('listitem').filter({ hasText: 'Service desk' });
    await expect.element(row).toMatchTextContent(/4 people, held as one group/);
    fake.push(['merge', 'follows', 'group:service', { status: 'waiting' }]);
    await expect.element(row).not.toMatchTextContent(/held as one/);
  });

  test('refused for another reason than the limit has its error with details', async () => {
    const { screen, fake } = await subscriptions();
    const row = screen.getByRole('listitem').filter({ hasText: 'Noor van Dijk' });
    await expect.element(row.getByText('Details')).not.toBeInTheDocument();
    fake.push([
      'merge',
      'follows',
      'contact:noor.van.dijk@contoso.example',
      { error: userError('ucwa.forbidden', { status: 403 }) },
    ]);
    await expect.element(row).toMatchTextContent(/The server does not allow this\./);
    await expect.element(row.getByText('Details')).toBeVisible();
  });

  test('of a group that is gone says so, with what to do about it', async () => {
    const { screen, fake } = await subscriptions();
    const row = screen.getByRole('listitem').filter({ hasText: 'Service desk' });
    const error = userError('edit.noLongerPossible');
    fake.push(['merge', 'follows', 'group:service', { status: 'refused', until: null, error }]);
    await expect.element(row).toMatchTextContent(/The server does not offer to follow this group\./);
    fake.push(
      ['merge', 'follows', 'group:service', { name: 'Service desk' }],
      ['delete', 'groups', 'service'],
      ['set', 'list', { state: 'outdated', asOf: NOW, readOnly: null }],
    );
    await expect.element(row).not.toMatchTextContent(/does not exist/);
    fake.push(['set', 'list', { state: 'current', asOf: NOW, readOnly: null }]);
    await expect.element(row).toMatchTextContent(/This group does not exist any more\./);
    await expect.element(row).not.toMatchTextContent(/Not held|no longer possible|people/);
    const button = row.getByRole('button', { name: 'Unfollow Service desk' });
    await expect.element(button).toMatchTextContent(/^Unfollow$/);
    await button.click();
    expect(fake.inputsOf('follows.remove')).toEqual([{ kind: 'group', target: 'service' }]);
  });

  test('of a person whom the server does not know any more says so', async () => {
    const { screen, fake } = await subscriptions();
    const row = screen.getByRole('listitem').filter({ hasText: 'Amara Okafor' });
    const error = userError('ucwa.notFound', { status: 404 });
    fake.push(['merge', 'follows', 'contact:amara.okafor@contoso.example', { status: 'refused', until: null, error }]);
    await expect.element(row).toMatchTextContent(/The server does not know this person any more\./);
    await expect.element(row.getByText('Details')).not.toBeInTheDocument();
    await expect.element(row.getByRole('button', { name: 'Unfollow Amara Okafor' })).toMatchTextContent(/^Unfollow$/);
  });

  test('is given up by keyboard; the focus goes to the next one, and it can be taken back', async () => {
    const { screen, fake } = await subscriptions();
    focus(screen.getByRole('button', { name: 'Unfollow Amara Okafor' }).element());
    await userEvent.keyboard('{ArrowDown}');
    expect(label()).toBe('Unfollow Elena Marchetti');
    await userEvent.keyboard('{Home}{Enter}');
    const target = 'amara.okafor@contoso.example';
    await vi.waitFor(() => expect(fake.inputsOf('follows.remove')).toEqual([{ kind: 'contact', target }]));
    fake.push(['delete', 'follows', `contact:${target}`]);
    await vi.waitFor(() => expect(label()).toBe('Unfollow Elena Marchetti'));
    await screen.getByRole('button', { name: 'Undo' }).click();
    expect(fake.inputsOf('follows.add')).toEqual([{ kind: 'contact', target }]);
  });
});

describe('the limit', () => {
  test('is told with what did not fit', async () => {
    const { screen, fake } = await subscriptions();
    await expect.element(screen.getByText(/no more than/)).not.toBeInTheDocument();
    fake.push(['set', 'followLimits', { contacts: 1, groups: null }]);
    const limit = screen.getByRole('status').filter({ hasText: 'The server holds no more than 1 person at a time.' });
    await expect.element(limit).toMatchTextContent(/1 did not fit\./);
    fake.push(['set', 'followLimits', { contacts: null, groups: 3 }]);
    await expect.element(screen.getByText('The server holds no more than 3 groups at a time.')).toBeVisible();
  });
});

describe('many at once', () => {
  test('are chosen with a filter and by keyboard, and followed as one job', async () => {
    const { screen, fake } = await subscriptions();
    focus(screen.getByRole('button', { name: 'Follow several…' }).element());
    await userEvent.keyboard('{Enter}');
    const dialog = screen.getByRole('dialog', { name: 'Follow several', exact: true });
    await expect.element(screen.getByRole('searchbox')).toHaveFocus();
    await expect.element(dialog.getByRole('checkbox', { name: /Amara Okafor/ })).not.toBeInTheDocument();
    await expect.element(dialog.getByRole('checkbox', { name: /All staff Lyon/ })).not.toBeInTheDocument();
    await userEvent.keyboard('farid{Tab}{Tab} ');
    await expect.element(dialog.getByRole('checkbox', { name: /Farid Haddad/ })).toBeChecked();
    await screen.getByRole('searchbox').fill('sales');
    await dialog.getByRole('checkbox', { name: /^Sales/ }).click();
    await expect.element(dialog.getByText('2 chosen')).toBeVisible();
    focus(screen.getByRole('searchbox').element());
    await userEvent.keyboard('{Enter}');
    expect(fake.inputsOf('follows.addMany')).toEqual([
      {
        follows: [
          { kind: 'group', target: 'sales' },
          { kind: 'contact', target: 'farid.haddad@contoso.example' },
        ],
      },
    ]);
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(screen.getByRole('button', { name: 'Follow several…' })).toHaveFocus();
  });

  test('all that the filter shows are chosen with one press', async () => {
    const { screen } = await subscriptions();
    await screen.getByRole('button', { name: 'Follow several…' }).click();
    await screen.getByRole('searchbox').fill('service desk');
    await screen.getByRole('checkbox', { name: 'All 4 shown' }).click();
    await expect.element(screen.getByRole('button', { name: 'Follow 4' })).toBeEnabled();
    await screen.getByRole('checkbox', { name: 'All 4 shown' }).click();
    await expect.element(screen.getByRole('button', { name: 'Follow', exact: true })).toBeDisabled();
    await screen.getByRole('searchbox').fill('nobody of this name');
    await expect.element(screen.getByText('Nothing matches “nobody of this name”')).toBeVisible();
  });

  test('of a long list a part is drawn, all can be chosen, and no more than main takes', async () => {
    const people = Array.from({ length: 1001 }, (_, i) => contact(`Person ${String(i).padStart(4, '0')}`, ['design']));
    const contacts = Object.fromEntries(people.map((one) => [one.address, one]));
    const { screen, fake } = await subscriptions({ contacts, groups: {}, follows: {} });
    fake.push(['put', 'groups', 'design', sampleSnapshot().groups['design']!]);
    await screen.getByRole('button', { name: 'Follow several…' }).click();
    await expect.element(screen.getByText('802 more: filter to see them.')).toBeVisible();
    await screen.getByRole('checkbox', { name: 'All 1,002 shown' }).click();
    await expect.element(screen.getByText('Choose 1,000 at most')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Follow 1,002' })).toBeDisabled();
    await screen.getByRole('searchbox').fill('person.09');
    await screen.getByRole('checkbox', { name: 'All 100 shown' }).click();
    await screen.getByRole('button', { name: 'Follow 902' }).click();
    const [input] = fake.inputsOf('follows.addMany') as [{ follows: unknown[] }];
    expect(input.follows).toHaveLength(902);
  });

  test('are unfollowed one after the other; the first refusal ends it; what went can come back', async () => {
    const { screen, fake } = await subscriptions();
    const gone: string[] = [];
    fake.answer('follows.remove', async ({ target }) => {
      if (gone.length === 2) return { ok: false, error: userError('busy') };
      gone.push(target);
      return { ok: true, value: null };
    });
    await screen.getByRole('button', { name: 'Unfollow several…' }).click();
    await expect.element(screen.getByRole('dialog', { name: 'Unfollow several', exact: true })).toBeVisible();
    await screen.getByRole('checkbox', { name: 'All 4 shown' }).click();
    await screen.getByRole('button', { name: 'Unfollow 4' }).click();
    await expect.element(screen.getByText('You no longer follow 2 of them')).toBeVisible();
    expect(fake.inputsOf('follows.remove')).toHaveLength(3);
    await screen.getByRole('button', { name: 'Undo' }).click();
    const [again] = fake.inputsOf('follows.addMany') as [{ follows: { target: string }[] }];
    expect(again.follows.map(({ target }) => target)).toEqual(gone);
  });

  test('none is left to follow: that is said', async () => {
    const { groups } = sampleSnapshot();
    const follow: Follow = { kind: 'group', target: 'design', name: '', status: 'held', until: NOW, error: null };
    const { screen } = await subscriptions({
      contacts: {},
      groups: { design: groups['design']! },
      follows: { 'group:design': follow },
    });
    await screen.getByRole('button', { name: 'Follow several…' }).click();
    await expect.element(screen.getByText('You follow everybody on your list.')).toBeVisible();
  });
});
