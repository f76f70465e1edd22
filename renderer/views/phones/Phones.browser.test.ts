import { page, userEvent } from 'vitest/browser';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { UserError } from '../../../preload/contract/errors.ts';
import type { PatchOp } from '../../../preload/contract/state.ts';
import { NOW, sampleSnapshot, userError } from '../../testing/fixture.ts';
import { renderApp, renderSnapshot } from '../../testing/render.ts';
import { SCENES } from '../../testing/scenes.ts';

const phones = (more = {}) => renderSnapshot({ ...sampleSnapshot(), ...more }, { view: 'phones' });

test('a row per kind, in order, with number and audience', async () => {
  const { screen } = await phones();
  await expect.element(screen.getByRole('switch', { name: 'Mobile' })).toBeChecked();
  expect(
    screen
      .getByRole('switch')
      .elements()
      .map((one) => one.getAttribute('aria-label')),
  ).toEqual(['Work', 'Mobile', 'Home', 'Other']);
  await expect.element(screen.getByText('+441632960100 ext. 4100').first()).toBeVisible();
  await expect.element(screen.getByRole('switch', { name: 'Home' })).not.toBeChecked();
  await expect.element(screen.getByRole('switch', { name: 'Home' })).toHaveAccessibleDescription('Only you see it');
});

test('a locked row is disabled and says why', async () => {
  const { screen } = await phones();
  const work = screen.getByRole('switch', { name: 'Work' });
  await expect.element(work).toBeDisabled();
  await expect.element(work).toHaveAccessibleDescription(/Set by your organisation/);
  await expect.element(screen.getByRole('button', { name: 'Edit work number' })).not.toBeInTheDocument();
});

test.each([
  ['en', /^Set by your organisation, in its directory$/, /^The server does not offer to change it$/],
  ['de', /^Von Ihrer Organisation im Verzeichnis festgelegt$/, /^Der Server bietet hier keine Änderung an$/],
  ['fr', /^Défini par votre organisation, dans son annuaire$/, /^Le serveur ne permet pas de le modifier$/],
] as const)(
  'a lock tells the directory from what the server does not offer, in %s',
  async (language, directory, server) => {
    const { screen, fake } = await renderApp(SCENES['phonesLocked']!);
    fake.push(['set', 'settings', { ...fake.snapshot.settings, language }]);
    await expect.element(screen.getByText(directory)).toBeVisible();
    await expect.element(screen.getByText(server)).toBeVisible();
  },
);

test('a lock says what of a number it is about', async () => {
  const { screen } = await renderApp(SCENES['phonesLocked']!);
  await expect.element(screen.getByRole('switch', { name: 'Mobile' })).toBeEnabled();
  await expect.element(screen.getByText('The number is set by your organisation, in its directory')).toBeVisible();
  await expect
    .element(screen.getByRole('switch', { name: 'Other' }))
    .toHaveAccessibleDescription(/The server does not offer to change who sees it/);
  await expect.element(screen.getByRole('button', { name: 'Edit other number' })).toBeVisible();
});

describe('the switch', () => {
  test('shows the wish while it is on its way, and the truth afterwards', async () => {
    const { screen, fake } = await phones();
    const mobile = screen.getByRole('switch', { name: 'Mobile' });
    await mobile.click();
    expect(fake.inputsOf('phones.setVisible')).toEqual([{ phone: 'mobile', visible: false }]);
    const edit = fake.putEdit({ kind: 'phoneVisibility', phone: 'mobile', visible: false });
    await expect.element(mobile).not.toBeChecked();
    await expect.element(mobile).toHaveAttribute('aria-busy', 'true');
    await expect.element(screen.getByText('Saving…')).toBeVisible();
    fake.push(['merge', 'phones', 'mobile', { visible: false }], ['delete', 'edits', edit.id]);
    await expect.element(mobile).toHaveAttribute('aria-busy', 'false');
    await expect.element(mobile).not.toBeChecked();
  });

  test('springs back when the server refuses, with the reason, Retry and Dismiss', async () => {
    const { screen, fake } = await phones();
    const mobile = screen.getByRole('switch', { name: 'Mobile' });
    const edit = fake.putEdit({ kind: 'phoneVisibility', phone: 'mobile', visible: false });
    await expect.element(mobile).not.toBeChecked();
    const error = userError('ucwa.forbidden', { status: 403, subcode: 'Forbidden' });
    fake.push(['merge', 'edits', edit.id, { status: 'failed', error }]);
    await expect.element(mobile).toBeChecked();
    const alert = screen.getByRole('alert');
    await expect.element(alert).toMatchTextContent(/Hide mobile number/);
    await expect.element(alert).toMatchTextContent(/The server does not allow this\./);
    await alert.getByRole('button', { name: 'Retry' }).click();
    expect(fake.inputsOf('edits.retry')).toEqual([{ id: edit.id }]);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    expect(fake.inputsOf('edits.discard')).toEqual([{ id: edit.id }]);
  });

  test('an edit that waits for a connection says so', async () => {
    const { screen, fake } = await phones();
    fake.putEdit({ kind: 'phoneVisibility', phone: 'mobile', visible: false }, { status: 'waiting' });
    await expect.element(screen.getByText('Waits for a connection')).toBeVisible();
  });

  test('an edit that waits for the server is not said to wait for a connection', async () => {
    const { screen, fake } = await phones();
    const wish = { kind: 'phoneVisibility' as const, phone: 'mobile' as const, visible: false };
    fake.putEdit(wish, { status: 'waiting', error: userError('ucwa.serviceFailure') });
    await expect.element(screen.getByText('Not saved yet, tried again by itself')).toBeVisible();
    expect(screen.getByText('Waits for a connection').elements()).toHaveLength(0);
  });

  test('asks once before a private number is shared for the first time', async () => {
    const { screen, fake } = await phones();
    const home = screen.getByRole('switch', { name: 'Home' });
    await home.click();
    const dialog = screen.getByRole('dialog', { name: 'Share your home number?' });
    await expect.element(dialog).toMatchTextContent(/\+441632960777/);
    await userEvent.keyboard('{Escape}');
    expect(fake.inputsOf('phones.setVisible')).toEqual([]);
    await home.click();
    await dialog.getByRole('button', { name: 'Share number' }).click();
    expect(fake.inputsOf('phones.setVisible')).toEqual([{ phone: 'home', visible: true }]);
    await expect.element(dialog).not.toBeInTheDocument();
    await home.click();
    expect(fake.inputsOf('phones.setVisible')).toHaveLength(2);
  });

  test('the consent is kept with the account, and not asked for again', async () => {
    const { screen, fake } = await phones();
    await screen.getByRole('switch', { name: 'Home' }).click();
    await screen.getByRole('button', { name: 'Share number' }).click();
    await vi.waitFor(() => expect(fake.inputsOf('phones.setVisible')).toHaveLength(1));
    expect(fake.inputsOf('phones.confirmSharing')).toEqual([{ phone: 'home' }]);
    const again = await phones({ sharingConfirmed: ['home'] });
    await again.screen.getByRole('switch', { name: 'Home' }).click();
    await expect.element(again.screen.getByRole('dialog')).not.toBeInTheDocument();
    expect(again.fake.inputsOf('phones.setVisible')).toEqual([{ phone: 'home', visible: true }]);
  });

  test('another account is asked anew', async () => {
    const { screen, fake } = await phones();
    const mobile = screen.getByRole('switch', { name: 'Mobile' });
    await expect.element(mobile).toBeChecked();
    fake.push(
      ['merge', 'phones', 'mobile', { visible: false }],
      ['set', 'account', { address: 'robin@fabrikam.example', server: null, remember: true, kind: 'windows' }],
    );
    await expect.element(mobile).not.toBeChecked();
    await mobile.click();
    await expect.element(screen.getByRole('dialog', { name: 'Share your mobile number?' })).toBeVisible();
  });

  test('an edit that waits can be given up by keyboard', async () => {
    const { screen, fake } = await phones();
    const edit = fake.putEdit({ kind: 'phoneVisibility', phone: 'mobile', visible: false }, { status: 'waiting' });
    const discard = screen.getByRole('button', { name: 'Discard: Hide mobile number' });
    await expect.element(discard).toBeVisible();
    (discard.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    expect(fake.inputsOf('edits.discard')).toEqual([{ id: edit.id }]);
  });

  test('two edits of one number that wait are told apart, and have room in a narrow window', async () => {
    await page.viewport(320, 640);
    onTestFinished(() => page.viewport(400, 640));
    const { screen, fake } = await phones();
    fake.putEdit({ kind: 'phoneVisibility', phone: 'mobile', visible: false }, { status: 'waiting' });
    const number = '+44 7700 900999';
    const edit = fake.putEdit({ kind: 'phoneNumber', phone: 'mobile', number }, { status: 'waiting' });
    const discard = screen.getByRole('button', { name: /^Discard/ });
    await expect.element(discard.nth(1)).toBeVisible();
    const words = ['Discard: Hide mobile number', 'Discard: Change mobile number to +44 7700 900999'];
    expect(discard.elements().map((one) => one.textContent)).toEqual(words);
    for (const one of discard.elements()) expect(one.getBoundingClientRect().right).toBeLessThanOrEqual(innerWidth);
    await discard.nth(1).click();
    expect(fake.inputsOf('edits.discard')).toEqual([{ id: edit.id }]);
  });

  test('does not ask for a number that was shared before', async () => {
    const { screen, fake } = await phones();
    const mobile = screen.getByRole('switch', { name: 'Mobile' });
    await expect.element(mobile).toBeChecked();
    fake.push(['merge', 'phones', 'mobile', { visible: false }]);
    await expect.element(mobile).not.toBeChecked();
    await mobile.click();
    expect(fake.inputsOf('phones.setVisible')).toEqual([{ phone: 'mobile', visible: true }]);
  });
});

describe('the number', () => {
  test('is edited in a field: Enter saves, the wish shows, then the truth', async () => {
    const { screen, fake } = await phones();
    await screen.getByRole('button', { name: 'Edit mobile number' }).click();
    const field = screen.getByRole('textbox', { name: 'Mobile number' });
    await expect.element(field).toHaveFocus();
    await expect.element(field).toHaveValue('+447700900456');
    await userEvent.keyboard('+44 7700 900999{Enter}');
    await vi.waitFor(() =>
      expect(fake.inputsOf('phones.setNumber')).toEqual([{ phone: 'mobile', number: '+44 7700 900999' }]),
    );
    await expect.element(field).not.toBeInTheDocument();
    await expect.element(screen.getByRole('button', { name: 'Edit mobile number' })).toHaveFocus();
    const edit = fake.putEdit({ kind: 'phoneNumber', phone: 'mobile', number: '+44 7700 900999' });
    await expect.element(screen.getByText('+44 7700 900999').first()).toBeVisible();
    fake.push(['merge', 'phones', 'mobile', { number: 'tel:+447700900999' }], ['delete', 'edits', edit.id]);
    await expect.element(screen.getByText('+447700900999').first()).toBeVisible();
  });

  test('is told as the server has saved it', async () => {
    const { screen, fake } = await phones();
    fake.answer('phones.setNumber', async (input) => {
      const edit = fake.putEdit({ kind: 'phoneNumber', ...input });
      return { ok: true, value: edit.id };
    });
    await screen.getByRole('button', { name: 'Edit mobile number' }).click();
    await userEvent.keyboard('0049 (30) 901820{Enter}');
    await expect.element(screen.getByText('Saving…')).toBeVisible();
    const [id = ''] = Object.keys(fake.snapshot.edits);
    fake.push(['merge', 'phones', 'mobile', { number: 'tel:+4930901820' }], ['delete', 'edits', id]);
    const told = screen.getByRole('status').filter({ hasText: 'Saved as +4930901820' });
    await expect.element(told).toBeVisible();
    await screen.getByRole('button', { name: 'Edit mobile number' }).click();
    await expect.element(told).not.toBeInTheDocument();
  });

  test('that was given up is not told as saved', async () => {
    const { screen, fake } = await phones();
    fake.answer('phones.setNumber', async (input) => {
      const edit = fake.putEdit({ kind: 'phoneNumber', ...input }, { status: 'waiting' });
      return { ok: true, value: edit.id };
    });
    await screen.getByRole('button', { name: 'Edit home number' }).click();
    await userEvent.keyboard('+1{Enter}');
    await expect.element(screen.getByText('Waits for a connection')).toBeVisible();
    fake.push(['delete', 'edits', Object.keys(fake.snapshot.edits)[0] ?? '']);
    await expect.element(screen.getByText('Waits for a connection')).not.toBeInTheDocument();
    await expect.element(screen.getByText(/^Saved as/)).not.toBeInTheDocument();
  });

  test('is judged while it is typed', async () => {
    const { screen, fake } = await phones();
    await screen.getByRole('button', { name: 'Edit mobile number' }).click();
    const field = screen.getByRole('textbox', { name: 'Mobile number' });
    await userEvent.keyboard('hello');
    await expect.element(field).toHaveAccessibleDescription(/needs digits/);
    await field.fill('020 7946 0123');
    await expect.element(field).toHaveAccessibleDescription(/Without \+ and country code/);
    await field.fill('');
    await expect.element(field).toHaveAccessibleDescription(/Saving removes the number/);
    await field.fill('+'.padEnd(82, '1'));
    await expect.element(field).toHaveAccessibleDescription(/at most 80 characters/);
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await userEvent.keyboard('{Enter}');
    await expect.element(field).toHaveFocus();
    expect(fake.calls).toEqual([]);
    await field.fill('+44 20 7946 0123');
    await expect.element(field).toHaveAttribute('aria-invalid', 'false');
  });

  test('asks before one is entered that everybody would see at once', async () => {
    const { screen, fake } = await phones();
    fake.push(['merge', 'phones', 'other', { visible: true }]);
    await expect.element(screen.getByRole('switch', { name: 'Other' })).toBeChecked();
    await screen.getByRole('button', { name: 'Edit other number' }).click();
    await userEvent.keyboard('+44 20 7946 0123{Enter}');
    const dialog = screen.getByRole('dialog', { name: 'Share your other number?' });
    await expect.element(dialog).toMatchTextContent(/\+44 20 7946 0123/);
    await userEvent.keyboard('{Escape}');
    await expect.element(screen.getByRole('textbox')).toHaveFocus();
    expect(fake.calls).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await dialog.getByRole('button', { name: 'Share number' }).click();
    await vi.waitFor(() =>
      expect(fake.inputsOf('phones.setNumber')).toEqual([{ phone: 'other', number: '+44 20 7946 0123' }]),
    );
  });

  test('Escape leaves it as it was; an unchanged number is not sent', async () => {
    const { screen, fake } = await phones();
    await screen.getByRole('button', { name: 'Edit home number' }).click();
    await userEvent.keyboard('123{Escape}');
    await expect.element(screen.getByRole('textbox')).not.toBeInTheDocument();
    await screen.getByRole('button', { name: 'Edit home number' }).click();
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByRole('textbox')).not.toBeInTheDocument();
    expect(fake.calls).toEqual([]);
  });

  test('an entry the command refuses keeps the field open', async () => {
    const { screen, fake } = await phones();
    fake.answer('phones.setNumber', async () => ({ ok: false, error: userError('validation') }));
    await screen.getByRole('button', { name: 'Edit other number' }).click();
    await userEvent.keyboard('abc{Enter}');
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/Something in the entry is not valid\./);
    await expect.element(screen.getByRole('textbox', { name: 'Other number' })).toHaveValue('abc');
  });
});

test('says when the server said yes and nothing changed', async () => {
  const { screen, fake } = await phones();
  fake.push(['merge', 'phones', 'home', { notChanged: true }]);
  await expect
    .element(screen.getByRole('status').filter({ hasText: 'The server accepted the change but did not apply it.' }))
    .toBeVisible();
});

test('previews what colleagues see', async () => {
  const { screen, fake } = await phones();
  const preview = screen.getByRole('region', { name: 'What colleagues see' });
  await expect.element(preview).toMatchTextContent(/\+447700900456/);
  await expect.element(preview).not.toMatchTextContent(/\+441632960777/);
  fake.putEdit({ kind: 'phoneVisibility', phone: 'mobile', visible: false });
  await expect.element(preview).not.toMatchTextContent(/\+447700900456/);
});

test('the card shows presence beside the name, and says when there is no number to see', async () => {
  const { screen, fake } = await phones();
  const preview = screen.getByRole('region', { name: 'What colleagues see' });
  await expect.element(preview).toMatchTextContent(/Robin Ellery.*Available/);
  fake.push(['merge', 'phones', 'work', { visible: false }], ['merge', 'phones', 'mobile', { visible: false }]);
  await expect.element(preview).toMatchTextContent(/No phone number/);
});

test('without a connection there is no endless loading', async () => {
  const { screen, fake } = await phones({
    phones: {},
    phonesAccess: { state: 'unknown', error: null, asOf: null },
    connection: { phase: 'degraded', since: 0, reason: userError('network.offline'), attempt: 1, nextRetryAt: null },
  });
  await expect.element(screen.getByText('Your numbers are not known yet')).toBeVisible();
  fake.push(['set', 'connection', { phase: 'connecting' }]);
  await expect.element(screen.getByText('Loading…')).toBeInTheDocument();
});

test('explains when phones may not be used, or could not be read', async () => {
  const { screen, fake } = await phones({ phones: {}, phonesAccess: { state: 'notAllowed', error: null, asOf: null } });
  await expect.element(screen.getByText(/not enabled for telephony/)).toBeVisible();
  fake.push(['set', 'phonesAccess', { state: 'failed', error: userError('ucwa.unavailable'), asOf: null }]);
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/Your numbers could not be read/);
  await screen.getByRole('button', { name: 'Retry' }).click();
  expect(fake.inputsOf('phones.refresh')).toEqual([null]);
});

test('says beside known numbers why they could not be read only where the connection does not say it', async () => {
  const reason = userError('network.offline');
  const failed = (code: UserError['code']) => ({ state: 'failed' as const, error: userError(code), asOf: NOW });
  const { screen, fake } = await phones({
    phonesAccess: failed('network.unreachable'),
    connection: { phase: 'degraded', since: 0, reason, attempt: 1, nextRetryAt: null },
  });
  const note = screen.getByRole('alert').filter({ hasText: 'Your numbers could not be read' });
  await expect.element(screen.getByText('Connection lost')).toBeVisible();
  await expect.element(screen.getByRole('switch', { name: 'Mobile' })).toBeVisible();
  await expect.element(note).not.toBeInTheDocument();
  fake.push(['set', 'phonesAccess', failed('ucwa.serviceFailure')]);
  await expect.element(note).toBeVisible();
  fake.push(['set', 'phonesAccess', failed('network.unreachable')]);
  await expect.element(note).not.toBeInTheDocument();
  fake.push(['set', 'connection', { phase: 'live', since: 0 }]);
  await expect.element(note).toBeVisible();
  const kinds = ['work', 'mobile', 'home', 'other'] as const;
  fake.push(
    ['set', 'connection', { phase: 'degraded', since: 0, reason, attempt: 1, nextRetryAt: null }],
    ...kinds.map((kind): PatchOp => ['delete', 'phones', kind]),
  );
  await expect.element(screen.getByRole('switch')).not.toBeInTheDocument();
  await expect.element(note).toBeVisible();
});
