/** What the groups show besides the list itself: nothing read yet, wishes, failures, what is read-only or out of date. */
import { userEvent } from 'vitest/browser';
import { expect, test, vi } from 'vitest';
import { emptySnapshot, NOW, sampleSnapshot, userError } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';

type Screen = Awaited<ReturnType<typeof renderSnapshot>>['screen'];
const item = (screen: Screen, name: RegExp, level: 1 | 2) => screen.getByRole('treeitem', { name, level });
const open = (ids = ['none']) => renderSnapshot(sampleSnapshot(), { open: ids });

test('a skeleton while nothing was read, then the empty list', async () => {
  const connecting = { ...emptySnapshot(), connection: { phase: 'connecting' } as const };
  const { screen, fake } = await renderSnapshot(connecting);
  await expect.element(screen.getByText('Loading…')).toBeInTheDocument();
  fake.push(
    ['set', 'list', { state: 'current', asOf: NOW, readOnly: null }],
    ['set', 'connection', { phase: 'live', since: NOW }],
  );
  await expect.element(screen.getByText('No groups yet')).toBeVisible();
});

test('an empty group says so', async () => {
  const { screen } = await open(['all']);
  await expect.element(screen.getByText('Nobody in this group yet')).toBeVisible();
});

test('wishes show as such until they are settled', async () => {
  const { screen, fake } = await open(['design']);
  const wish = { kind: 'groupRename', groupId: 'design', name: 'Form' } as const;
  const edit = fake.putEdit(wish);
  await expect.element(item(screen, /^Form, .*Saving…$/, 1)).toBeVisible();
  fake.push(['merge', 'edits', edit.id, { status: 'waiting' }]);
  await expect.element(item(screen, /^Form, .*Waits for a connection$/, 1)).toBeVisible();
  fake.push(['delete', 'edits', edit.id]);
  await expect.element(item(screen, /^Design, 4 people, 1 available$/, 1)).toBeVisible();
  fake.putEdit({ kind: 'groupCreate', name: 'Board' });
  await expect.element(item(screen, /^Board, being created/, 1)).toBeVisible();
  fake.putEdit({ kind: 'memberAdd', address: 'zoe@contoso.example', name: 'Zoe Baker', groupId: 'design' });
  await expect.element(item(screen, /^Zoe Baker, being added/, 2)).toBeVisible();
});

test('a failed edit says what and why, to retry or dismiss', async () => {
  const { screen, fake } = await open();
  const edit = fake.putEdit(
    { kind: 'memberAdd', address: 'x@contoso.example', name: 'Xavier', groupId: 'sales' },
    { status: 'failed', error: userError('ucwa.forbidden', { status: 403 }) },
  );
  const alert = screen.getByRole('alert');
  await expect.element(alert).toMatchTextContent(/Add Xavier to “Sales”/);
  await expect.element(alert).toMatchTextContent(/The server does not allow this\./);
  await alert.getByRole('button', { name: 'Retry' }).click();
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  expect(fake.inputsOf('edits.retry')).toEqual([{ id: edit.id }]);
  expect(fake.inputsOf('edits.discard')).toEqual([{ id: edit.id }]);
});

test('a read-only list is shown, explained, and cannot be changed', async () => {
  const list = { state: 'current', asOf: NOW, readOnly: userError('ucwa.readOnly') } as const;
  const { screen, fake } = await renderSnapshot({ ...sampleSnapshot(), list }, { open: ['sales'] });
  await expect.element(screen.getByText('Your contact list is read-only')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'New group' })).toBeDisabled();
  await vi.waitFor(() => (item(screen, /^Farid Haddad/, 2).element() as HTMLElement).focus());
  await userEvent.keyboard('{Delete}');
  expect(fake.calls).toEqual([]);
  await screen.getByRole('status').getByRole('button', { name: 'Retry' }).click();
  expect(fake.inputsOf('list.retry')).toEqual([null]);
});

test('a list that cannot be read says so instead of waiting for it', async () => {
  const list = { state: 'none', asOf: null, readOnly: null, unread: userError('ucwa.tooLarge') } as const;
  const { screen } = await renderSnapshot({ ...sampleSnapshot(), groups: {}, contacts: {}, list });
  const note = screen.getByRole('status').filter({ hasText: 'A part of your contact list cannot be read' });
  await expect.element(note).toMatchTextContent(/The server’s answer is too large\./);
  await expect.element(screen.getByText('No groups yet')).toBeVisible();
});

test('presence that nothing keeps up to date says its time', async () => {
  const { screen, fake } = await open(['service']);
  await expect.element(item(screen, /^Maya Ferreira, Away as of /, 2)).toBeVisible();
  await expect.element(item(screen, /^Jonas Weber, Available$/, 2)).toBeVisible();
  fake.push(['set', 'connection', { phase: 'replaced', since: NOW }]);
  await expect.element(item(screen, /^Jonas Weber, Available as of /, 2)).toBeVisible();
});
