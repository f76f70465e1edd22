/** Signing in to another account while one is in use. */
import { expect, test, vi } from 'vitest';
import { NOW, sampleSnapshot, userError } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';

const other = { address: 'robin@fabrikam.example', server: null, remember: false, kind: null };

async function addAccount() {
  const rendered = await renderSnapshot(
    { ...sampleSnapshot(), signIn: { offered: ['password'], waitingFor: null } },
    { view: 'settings' },
  );
  await rendered.screen.getByRole('button', { name: 'Add account…' }).click();
  await expect.element(rendered.screen.getByLabelText('Address')).toHaveFocus();
  return rendered;
}

test('the form stays while the list of the account in use changes', async () => {
  const { screen, fake } = await addAccount();
  await screen.getByLabelText('Address').fill('robin@fab');
  fake.push(['set', 'list', { ...sampleSnapshot().list, asOf: NOW }]);
  fake.push(['set', 'connection', { phase: 'live', since: NOW }]);
  await expect.element(screen.getByLabelText('Address')).toHaveValue('robin@fab');
});

test('the password goes with the address that is shown above it, and with no other', async () => {
  const { screen, fake } = await addAccount();
  await screen.getByLabelText('Address').fill(other.address);
  await screen.getByRole('button', { name: 'Continue' }).click();
  await vi.waitFor(() => expect(fake.inputsOf('session.signIn')).toMatchObject([{ address: other.address }]));
  // The answer comes before what it changed: until then nothing is asked about the account in use.
  expect(screen.getByLabelText('Password').elements()).toHaveLength(0);
  expect(screen.getByRole('tab').elements()).toHaveLength(0);
  fake.push(
    ['set', 'account', other],
    ['set', 'connection', { phase: 'ended', reason: userError('auth.required') }],
    ['set', 'signIn', { offered: ['password'], waitingFor: null }],
  );
  await screen.getByLabelText('Password').fill('s3cret');
  await expect.element(screen.getByText(other.address).first()).toBeVisible();
  await screen.getByRole('button', { name: 'Sign in' }).click();
  await vi.waitFor(() =>
    expect(fake.inputsOf('session.signIn')[1]).toMatchObject({ address: other.address, password: 's3cret' }),
  );
});
