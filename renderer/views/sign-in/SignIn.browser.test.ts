import { userEvent } from 'vitest/browser';
import { expect, test, vi } from 'vitest';
import type { Connection, SignInKind, Snapshot } from '../../../preload/contract/state.ts';
import { emptySnapshot, NOW, sampleSnapshot, userError } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';

const account = {
  address: 'robin.ellery@contoso.example',
  server: 'https://pool1.contoso.example',
  remember: false,
  kind: 'password' as const,
};
const signedOut = (
  error: Extract<Connection, { phase: 'signedOut' }>['error'],
  more: Partial<Snapshot> = {},
): Snapshot => ({
  ...emptySnapshot(),
  connection: { phase: 'signedOut', error },
  ...more,
});
/** The server has said what it offers. */
const offering = (offered: SignInKind[], error = userError('auth.required')): Snapshot =>
  signedOut(error, { account, signIn: { offered, waitingFor: null } });

test('asks who first, by keyboard alone', async () => {
  const { screen, fake } = await renderSnapshot(emptySnapshot());
  await expect.element(screen.getByLabelText('Address')).toHaveFocus();
  await userEvent.keyboard('robin@contoso.example{Enter}');
  await vi.waitFor(() =>
    expect(fake.inputsOf('session.signIn')).toEqual([
      { address: 'robin@contoso.example', kind: null, password: '', server: null, remember: false },
    ]),
  );
});

test('a server can be entered by hand', async () => {
  const { screen, fake } = await renderSnapshot(emptySnapshot());
  await screen.getByLabelText('Address').fill('robin@contoso.example');
  await screen.getByText('Enter a server').click();
  await screen.getByLabelText('Server').fill(' pool1.contoso.example ');
  await screen.getByRole('button', { name: 'Continue' }).click();
  await vi.waitFor(() => expect(fake.inputsOf('session.signIn')).toMatchObject([{ server: 'pool1.contoso.example' }]));
});

test('prefills the last account, and shows the server that was entered for it', async () => {
  const { screen } = await renderSnapshot(signedOut(null, { account }));
  await expect.element(screen.getByLabelText('Address')).toHaveValue(account.address);
  await expect.element(screen.getByLabelText('Server')).toHaveValue(account.server);
  await expect.element(screen.getByLabelText('Server')).toBeVisible();
  await screen.getByLabelText('Server').fill('');
  await expect.element(screen.getByLabelText('Server')).toBeVisible();
});

test.each(['', 'robin', 'robin ellery@contoso.example'])('an address is needed, not “%s”', async (typed) => {
  const { screen, fake } = await renderSnapshot(emptySnapshot());
  await screen.getByLabelText('Address').fill(typed);
  await screen.getByRole('button', { name: 'Continue' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/Enter your address/);
  await expect.element(screen.getByLabelText('Address')).toHaveFocus();
  expect(fake.calls).toEqual([]);
});

test('then asks how: a password is typed, sent, and forgotten at once', async () => {
  const { screen, fake, app } = await renderSnapshot(offering(['password']));
  await expect.element(screen.getByLabelText('Password')).toHaveFocus();
  // What is needed next is no error.
  expect(screen.getByRole('alert').elements()).toEqual([]);
  await userEvent.keyboard('s3cret{Tab}{Tab} ');
  await screen.getByRole('button', { name: 'Sign in' }).click();
  await vi.waitFor(() =>
    expect(fake.inputsOf('session.signIn')).toEqual([
      {
        address: account.address,
        kind: 'password',
        password: 's3cret',
        server: account.server,
        remember: true,
      },
    ]),
  );
  expect(
    JSON.stringify({ nav: app.nav.filter, words: app.announcer.words, html: document.body.innerHTML }),
  ).not.toContain('s3cret');
  for (const field of document.querySelectorAll('input')) expect(field.value).not.toContain('s3cret');
});

test('a password is needed', async () => {
  const { screen, fake } = await renderSnapshot(offering(['password']));
  await screen.getByRole('button', { name: 'Sign in' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/Enter your password\./);
  await expect.element(screen.getByLabelText('Password')).toHaveFocus();
  expect(fake.calls).toEqual([]);
});

test.each([
  ['windows', 'Use my account of this computer'],
  ['passive', 'Use my organisation’s sign-in page'],
  ['microsoft', 'Sign in with Microsoft'],
] as const)('offers %s by a button, and no more than the server does', async (kind, words) => {
  const { screen, fake } = await renderSnapshot(offering([kind]));
  expect(screen.getByLabelText('Password').elements()).toEqual([]);
  const names = screen
    .getByRole('button')
    .elements()
    .map((button) => button.textContent.trim());
  expect(names).toEqual(['Change', words]);
  await screen.getByRole('button', { name: words }).click();
  await vi.waitFor(() => expect(fake.inputsOf('session.signIn')[0]).toMatchObject({ kind, password: '' }));
});

test('leads back to the address, for another account', async () => {
  const { screen } = await renderSnapshot(offering(['password']));
  await screen.getByRole('button', { name: 'Change' }).click();
  await expect.element(screen.getByLabelText('Address')).toHaveFocus();
  await expect.element(screen.getByLabelText('Address')).toHaveValue(account.address);
});

test('goes on as a kept account', async () => {
  const other = { ...account, address: 'robin@fabrikam.example' };
  const { screen, fake } = await renderSnapshot(signedOut(null, { account, accounts: [account, other] }));
  expect(screen.getByRole('listitem').elements()).toHaveLength(1);
  await screen.getByRole('button', { name: other.address }).click();
  await vi.waitFor(() => expect(fake.inputsOf('accounts.use')).toEqual([{ address: other.address }]));
});

test('shows how far it is, with the host, and can be given up', async () => {
  const { screen, fake } = await renderSnapshot(emptySnapshot());
  fake.push(['set', 'connection', { phase: 'discovering', host: 'lyncdiscover.contoso.example' }]);
  await expect
    .element(screen.getByRole('status'))
    .toMatchTextContent(/Looking for your server at lyncdiscover\.contoso\.example…/);
  expect(screen.getByLabelText('Address').elements()).toEqual([]);
  fake.push(['set', 'connection', { phase: 'signingIn', host: 'pool1.contoso.example' }]);
  await expect.element(screen.getByRole('status')).toMatchTextContent(/Signing in at pool1\.contoso\.example…/);
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await vi.waitFor(() => expect(fake.inputsOf('session.signOut')).toEqual([{ forget: false }]));
  fake.push(['set', 'connection', { phase: 'connecting' }]);
  await expect.element(screen.getByRole('tab', { name: 'Groups' })).toBeVisible();
});

test.each([
  ['passive', /Go on in the sign-in window of adfs\.contoso\.example\./],
  ['microsoft', /Go on in your browser, at adfs\.contoso\.example\./],
] as const)('says where the user is wanted: %s', async (kind, words) => {
  const { screen, fake } = await renderSnapshot(offering([kind]));
  fake.push(
    ['set', 'connection', { phase: 'signingIn', host: null }],
    ['set', 'signIn', { offered: [kind], waitingFor: { kind, host: 'adfs.contoso.example' } }],
  );
  await expect.element(screen.getByRole('status')).toMatchTextContent(words);
});

test('a refusal is an alert in words, with the facts to expand', async () => {
  const error = userError('auth.denied', {
    status: 401,
    diagnostics: '28047',
    host: 'pool1.contoso.example',
    frontEnd: 'fe2.contoso.example',
    correlationId: 'abc-1',
  });
  const { screen } = await renderSnapshot(offering(['password'], error));
  const alert = screen.getByRole('alert');
  await expect.element(alert).toMatchTextContent(/The address or the password is not right\./);
  await expect.element(screen.getByLabelText('Password')).toHaveFocus();
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
  await screen.getByLabelText('Address').fill('robin@contoso');
  await screen.getByRole('button', { name: 'Continue' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/Something in the entry is not valid\./);
});

test('what was tried can be read, and saved as a file', async () => {
  const step = {
    at: NOW,
    ms: 34,
    phase: 'discovering' as const,
    host: 'lyncdiscover.contoso.example',
    asked: 'GET root over https',
    answered: '404',
    decided: 'no discovery here',
    status: 404,
    frontEnd: null,
    correlationId: 'abc-1',
  };
  const { screen, fake } = await renderSnapshot(signedOut(userError('discovery.notFound'), { account, trace: [step] }));
  await screen.getByText('What was tried (1 step)').click();
  await expect.element(screen.getByText('404: no discovery here')).toBeVisible();
  await expect.element(screen.getByText('34 ms · abc-1')).toBeVisible();
  await screen.getByRole('button', { name: 'Save as file…' }).click();
  await vi.waitFor(() => expect(fake.inputsOf('session.saveTrace')).toEqual([null]));
});

test('a wrong password typed over a cached list stays in the form', async () => {
  const list = { state: 'cached', asOf: NOW, readOnly: null } as const;
  const { screen, fake } = await renderSnapshot({
    ...sampleSnapshot(),
    connection: { phase: 'signedOut', error: null },
    signIn: { offered: ['password'], waitingFor: null },
    list,
  });
  await screen.getByLabelText('Password').fill('wrong');
  await screen.getByRole('button', { name: 'Sign in' }).click();
  fake.push(['set', 'connection', { phase: 'signingIn', host: null }]);
  await expect.element(screen.getByRole('button', { name: 'Cancel' })).toBeVisible();
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
