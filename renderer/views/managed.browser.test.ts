/** Settings and server that the organisation has set: locked, with the reason, for everybody. */
import { expect, test } from 'vitest';
import { emptySnapshot, sampleSnapshot } from '../testing/fixture.ts';
import { renderApp, renderSnapshot } from '../testing/render.ts';
import { SCENES } from '../testing/scenes.ts';

test('a setting of the organisation is locked and says why; the others are free', async () => {
  const managed = ['theme', 'language', 'startAtLogin'] as const;
  const snapshot = { ...sampleSnapshot(), policy: { managed: [...managed], server: null, problems: [] } };
  const { screen, fake } = await renderSnapshot(snapshot, { view: 'settings' });
  const reason = 'Set by your organisation';
  const start = screen.getByRole('switch', { name: 'Start at login' });
  await expect.element(start).toBeDisabled();
  await expect.element(start).toHaveAccessibleDescription(expect.stringContaining(reason));
  const language = screen.getByRole('combobox', { name: 'Language' });
  await expect.element(language).toBeDisabled();
  await expect.element(language).toHaveAccessibleDescription(reason);
  await expect.element(screen.getByRole('radiogroup', { name: 'Theme' })).toHaveAccessibleDescription(reason);
  for (const theme of screen.getByRole('radio').all()) await expect.element(theme).toBeDisabled();
  await screen.getByRole('switch', { name: 'Presence' }).click();
  expect(fake.inputsOf('settings.update')).toEqual([{ notifyPresence: true }]);
  expect(screen.getByText(reason).elements()).toHaveLength(3);

  fake.push(['set', 'policy', { managed: [], server: null, problems: [] }]);
  await expect.element(start).toBeEnabled();
  await expect.element(screen.getByText(reason)).not.toBeInTheDocument();
});

test.each([
  ['https://pool.contoso.example', 'Server: https://pool.contoso.example'],
  [null, 'The server is found by your address.'],
])('a server of the organisation, %j, is shown and cannot be entered', async (url, words) => {
  const policy = { managed: [], server: { url }, problems: [] };
  const { screen } = await renderSnapshot({ ...emptySnapshot(), policy });
  await expect.element(screen.getByText(words)).toBeVisible();
  await expect.element(screen.getByText('Set by your organisation')).toBeVisible();
  await expect.element(screen.getByLabelText('Server')).not.toBeInTheDocument();
});

test('the account is shown with the organisation’s server, not with its own', async () => {
  const policy = { managed: [], server: { url: 'https://pool.contoso.example' }, problems: [] };
  const { screen } = await renderSnapshot({ ...sampleSnapshot(), policy }, { view: 'settings' });
  await expect.element(screen.getByText(/Server: https:..pool.contoso.example$/)).toBeVisible();
});

test.each(['en', 'de', 'fr'] as const)(
  'why a setting is locked stands on one line at the tray, in %s',
  async (language) => {
    const { screen, fake } = await renderApp(SCENES['settingsManaged']!);
    await expect.element(screen.getByText('Set by your organisation').first()).toBeVisible();
    fake.push(['set', 'settings', { ...fake.snapshot.settings, language }]);
    await expect.poll(() => document.documentElement.lang).toBe(language);
    const lines = [...document.querySelectorAll('.managed')].map((one) => {
      const { height } = one.getBoundingClientRect();
      return Math.round(height / parseFloat(getComputedStyle(one).lineHeight));
    });
    expect(lines).toEqual([1, 1, 1, 1]);
  },
);
