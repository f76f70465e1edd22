/** What becomes of dialogs and edits about something that somebody else takes away meanwhile. */
import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import { entry, sampleSnapshot, userError } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';
import { focus } from '../../testing/rows.ts';

const FARID = 'farid.haddad@contoso.example';

async function openAt(name: RegExp) {
  const rendered = await renderSnapshot(sampleSnapshot(), { open: ['sales'] });
  await focus(rendered, name);
  return rendered;
}

test('the question about a group that is gone goes too', async () => {
  const { screen, fake } = await openAt(/^Design/);
  await userEvent.keyboard('{Delete}');
  await expect.element(screen.getByRole('dialog')).toBeVisible();
  fake.push(['delete', 'groups', 'design']);
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
});

test('so does where to move somebody who has left, but not what is still true', async () => {
  const { screen, fake } = await openAt(/^Farid/);
  await userEvent.keyboard('{Shift>}{F10}{/Shift}');
  await screen.getByRole('menuitem', { name: 'Move to group…' }).click();
  await expect.element(screen.getByRole('dialog')).toBeVisible();
  fake.push(['delete', 'groups', 'design']);
  await expect.element(screen.getByRole('dialog')).toBeVisible();
  const farid = fake.snapshot.contacts[FARID];
  if (farid === undefined) throw new Error('no Farid');
  fake.push(['put', 'contacts', FARID, { ...farid, groups: farid.groups.filter((id) => id !== 'sales') }]);
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
});

test('an edit of a group that is gone calls it by the name it had', async () => {
  const { screen, fake } = await openAt(/^Design/);
  const told = { groupId: 'design', groupName: 'Design', kind: 'groupDeleted' as const };
  fake.push(['delete', 'groups', 'design'], ['put', 'history', 'h9', entry('h9', 0, told)]);
  const error = userError('ucwa.notFound');
  fake.putEdit({ kind: 'groupRename', groupId: 'design', name: 'Art' }, { status: 'failed', error });
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/Rename “Design” to “Art”/);
  fake.putEdit({ kind: 'groupRename', groupId: 'unheard of', name: 'Art' }, { status: 'failed', error });
  await expect.element(screen.getByText('Rename “A group that is gone” to “Art”')).toBeVisible();
});
