import { userEvent } from 'vitest/browser';
import { expect, test, vi } from 'vitest';
import type { Connection, Snapshot } from '../../preload/contract/state.ts';
import { emptySnapshot, NOW, sampleSnapshot, userError } from '../testing/fixture.ts';
import { renderSnapshot } from '../testing/render.ts';

const signedOut = (
  error: Extract<Connection, { phase: 'signedOut' }>['error'],
  more: Partial<Snapshot> = {},
): Snapshot => ({
  ...emptySnapshot(),
  connection: { phase: 'signedOut', error },
  ...more,
});
const account = {
  address: 'robin.ellery@contoso.example',
  server: 'https://pool1.contoso.example',
  remember: false,
  kind: 'password' as const,
};

test('signs in by keyboard alone, and forgets the password at once', async () => {
  const { screen, fake, app } = await renderSnapshot(emptySnapshot());
  await expect.element(screen.getByLabelText('Address')).toHaveFocus();
  await userEvent.keyboard('robin@contoso.example{Tab}s3cret{Tab}{Tab} {Enter}');
  await vi.waitFor(() => expect(fake.inputsOf('session.signIn')).toHaveLength(1));
  expect(fake.inputsOf('session.signIn')[0]).toEqual({
    address: 'robin@contoso.example',
    kind: 'password',
    password: 's3cret',
    server: null,
    remember: true,
  });
  await expect.element(screen.getByLabelText('Password')).toHaveValue('');
  expect(JSON.stringify(fake.calls[0])).toContain('s3cret');
  expect(
    JSON.stringify({ nav: app.nav.filter, words: app.announcer.words, html: document.body.innerHTML }),
  ).not.toContain('s3cret');
});

test('prefills the last account and asks for its password', async () => {
  const { screen, fake } = await renderSnapshot(signedOut(null, { account }));
  await expect.element(screen.getByLabelText('Address')).toHaveValue(account.address);
  await expect.element(screen.getByLabelText('Server (optional)')).toHaveValue(account.server);
  await screen.getByRole('button', { name: 'Sign in' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/Enter your password\./);
  await expect.element(screen.getByLabelText('Password')).toHaveFocus();
  expect(fake.calls).toEqual([]);
});

test('a remembered password may be left empty, for its own address only', async () => {
  const { screen, fake } = await renderSnapshot(signedOut(null, { account: { ...account, remember: true } }));
  await screen.getByRole('button', { name: 'Sign in' }).click();
  await vi.waitFor(() => expect(fake.inputsOf('session.signIn')).toHaveLength(1));
  await screen.getByLabelText('Address').fill('other@contoso.example');
  await screen.getByRole('button', { name: 'Sign in' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/Enter your password\./);
});

test('shows how far it is, with the host, and lets nothing be changed meanwhile', async () => {
  const { screen, fake } = await renderSnapshot(emptySnapshot());
  fake.push(['set', 'connection', { phase: 'discovering', host: 'lyncdiscover.contoso.example' }]);
  await expect
    .element(screen.getByRole('status'))
    .toMatchTextContent(/Looking for your server at lyncdiscover\.contoso\.example…/);
  await expect.element(screen.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  fake.push(['set', 'connection', { phase: 'signingIn', host: 'pool1.contoso.example' }]);
  await expect.element(screen.getByRole('status')).toMatchTextContent(/Signing in at pool1\.contoso\.example…/);
  fake.push(['set', 'connection', { phase: 'connecting' }]);
  await expect.element(screen.getByRole('tab', { name: 'Groups' })).toBeVisible();
});

test('a refusal is an alert in words, with the facts to expand', async () => {
  const error = userError('auth.denied', {
    status: 401,
    diagnostics: '28047',
    host: 'pool1.contoso.example',
    frontEnd: 'fe2.contoso.example',
    correlationId: 'abc-1',
  });
  const { screen } = await renderSnapshot(signedOut(error, { account }));
  const alert = screen.getByRole('alert');
  await expect.element(alert).toMatchTextContent(/The address or the password is not right\./);
  await alert.getByText('Details').click();
  for (const fact of ['auth.denied', '401', '28047', 'pool1.contoso.example', 'fe2.contoso.example', 'abc-1']) {
    await expect.element(alert.getByText(fact, { exact: true })).toBeVisible();
  }
  await expect.element(alert.getByRole('button', { name: 'Copy details' })).toBeVisible();
});

test('a host that is not trusted can be trusted, by name', async () => {
  const error = userError('auth.hostNotTrusted', { host: 'pool.fabrikam.example' });
  const { screen, fake } = await renderSnapshot(signedOut(error, { account }));
  await screen.getByRole('button', { name: 'Trust pool.fabrikam.example and sign in' }).click();
  await vi.waitFor(() => expect(fake.inputsOf('session.trustHost')).toEqual([{ host: 'pool.fabrikam.example' }]));
});

test('an error of the command itself is shown when the session has none', async () => {
  const { screen, fake } = await renderSnapshot(emptySnapshot());
  fake.answer('session.signIn', async () => ({ ok: false, error: userError('validation') }));
  await screen.getByLabelText('Address').fill('not an address');
  await screen.getByLabelText('Password').fill('x');
  await screen.getByRole('button', { name: 'Sign in' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/Something in the entry is not valid\./);
});

test('a wrong password typed over a cached list stays in the form', async () => {
  const list = { state: 'cached', asOf: NOW, readOnly: null } as const;
  const { screen, fake } = await renderSnapshot({
    ...sampleSnapshot(),
    connection: { phase: 'signedOut', error: null },
    list,
  });
  await screen.getByLabelText('Password').fill('wrong');
  await screen.getByRole('button', { name: 'Sign in' }).click();
  fake.push(['set', 'connection', { phase: 'signingIn', host: null }]);
  await expect.element(screen.getByLabelText('Address')).toBeVisible();
  fake.push(['set', 'connection', { phase: 'signedOut', error: userError('auth.denied') }]);
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/not right/);
});

test('a remembered account shows its cached list while it signs in', async () => {
  const { screen } = await renderSnapshot({
    ...sampleSnapshot(),
    connection: { phase: 'signingIn', host: null },
    list: { state: 'cached', asOf: NOW - 60_000, readOnly: null },
  });
  await expect.element(screen.getByRole('treeitem', { name: /^Sales/ })).toBeVisible();
  await expect.element(screen.getByText(/List as of/)).toBeVisible();
});
