import { userEvent } from 'vitest/browser';
import { describe, expect, test, vi } from 'vitest';
import { sampleSnapshot, userError } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';

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

test('explains when phones may not be used, or could not be read', async () => {
  const { screen, fake } = await phones({ phones: {}, phonesAccess: { state: 'notAllowed', error: null, asOf: null } });
  await expect.element(screen.getByText(/not enabled for telephony/)).toBeVisible();
  fake.push(['set', 'phonesAccess', { state: 'failed', error: userError('ucwa.unavailable'), asOf: null }]);
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/Your numbers could not be read/);
  await screen.getByRole('button', { name: 'Retry' }).click();
  expect(fake.inputsOf('phones.refresh')).toEqual([null]);
});
