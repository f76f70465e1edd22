import { describe, expect, test } from 'vitest';
import { NOW, emptySnapshot, sampleSnapshot, userError } from '../../testing/fixture.ts';
import { renderSnapshot } from '../../testing/render.ts';

const VIEW = { view: 'diagnostics' } as const;

describe('the diagnostics', () => {
  test('are a page of the settings, and lead back there', async () => {
    const { screen } = await renderSnapshot(sampleSnapshot(), { view: 'settings' });
    await screen.getByRole('button', { name: 'Diagnostics' }).click();
    await expect.element(screen.getByRole('heading', { name: 'Diagnostics' })).toBeVisible();
    await expect.element(screen.getByRole('tab', { name: 'Settings' })).toHaveAttribute('aria-selected', 'true');
    await screen.getByRole('button', { name: 'Back' }).click();
    await expect.element(screen.getByRole('heading', { name: 'Settings' })).toBeVisible();
  });

  test('tell versions, session, server, what is kept and what is laid down', async () => {
    const { screen } = await renderSnapshot(sampleSnapshot(), VIEW);
    for (const words of [
      '1.1.0',
      'electron 45.4.1 · chrome 150.0.1 · node 24.21.0 · Windows_NT 10.0.26100 x64',
      /^Connected since /,
      'pool1.contoso.example',
      'fe2.contoso.example',
      /^50\.1 kB in 3 files$/,
      'logLevel, server',
    ])
      await expect.element(screen.getByText(words, { exact: true })).toBeVisible();
  });

  test('follow the session: what is known is read again with each phase', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot(), VIEW);
    await expect.element(screen.getByText(/^Connected since /)).toBeVisible();
    const before = fake.inputsOf('diagnostics.read').length;
    fake.push(['set', 'connection', { phase: 'connecting' }]);
    await expect.element(screen.getByText(/^Connecting since /)).toBeVisible();
    expect(fake.inputsOf('diagnostics.read')).toHaveLength(before + 1);
  });

  test('list the last errors, newest first', async () => {
    const recentErrors = [
      { at: NOW - 60_000, count: 1, error: userError('ucwa.conflict') },
      { at: NOW, count: 4, error: userError('network.unreachable') },
    ];
    const { screen } = await renderSnapshot({ ...sampleSnapshot(), recentErrors }, VIEW);
    const region = screen.getByRole('region', { name: 'Last errors' });
    await expect
      .element(region.getByRole('listitem').first())
      .toMatchTextContent(/4 times.*The server cannot be reached/);
  });

  test('make a report to be read before it is copied or saved', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot(), {
      ...VIEW,
      arrange: (api) => api.answer('diagnostics.report', async () => ({ ok: true, value: 'version: 1.1.0' })),
    });
    const save = screen.getByRole('button', { name: 'Save…' });
    await expect.element(save).not.toBeInTheDocument();
    await screen.getByRole('button', { name: 'Make a report' }).click();
    await expect.element(screen.getByRole('textbox', { name: 'Report' })).toHaveValue('version: 1.1.0');
    await save.click();
    expect(fake.inputsOf('diagnostics.save')).toEqual([null]);
  });

  test('set how much is logged, and open the folder', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot(), VIEW);
    await screen.getByRole('combobox', { name: 'Detail' }).selectOptions('debug');
    expect(fake.inputsOf('settings.update')).toEqual([{ logLevel: 'debug' }]);
    await screen.getByRole('button', { name: 'Open the log folder' }).click();
    expect(fake.inputsOf('diagnostics.openLogs')).toEqual([null]);
  });

  test('a level set by the organisation is shown and said to be', async () => {
    const snapshot = sampleSnapshot();
    const policy = { ...snapshot.policy, managed: ['logLevel' as const] };
    const { screen } = await renderSnapshot({ ...snapshot, policy }, VIEW);
    await expect.element(screen.getByRole('combobox', { name: 'Detail' })).toBeDisabled();
    await expect.element(screen.getByText('Set by your organisation')).toBeVisible();
  });

  test('show the licences, or say that there are none', async () => {
    const { screen, fake } = await renderSnapshot(sampleSnapshot(), VIEW);
    await screen.getByRole('button', { name: 'Licences' }).click();
    await expect.element(screen.getByText('This copy does not hold the text of the licences.')).toBeVisible();
    expect(fake.inputsOf('app.licences')).toEqual([null]);
  });

  test('can be had without being signed in', async () => {
    const { screen } = await renderSnapshot(emptySnapshot(), VIEW);
    await expect.element(screen.getByText(/^Not signed in/)).toBeVisible();
    await screen.getByRole('button', { name: 'Back' }).click();
    await expect.element(screen.getByRole('textbox', { name: 'Address' })).toBeVisible();
  });
});

describe('updates', () => {
  test('one that is ready is told everywhere, and installed when the user says so', async () => {
    const { screen, fake } = await renderSnapshot({
      ...sampleSnapshot(),
      update: { phase: 'ready', version: '1.2.0' },
    });
    await expect.element(screen.getByText('Version 1.2.0 is ready. It is installed when you quit.')).toBeVisible();
    await screen.getByRole('button', { name: 'Restart now' }).click();
    expect(fake.inputsOf('updates.install')).toEqual([null]);
  });

  test('the settings tell how it stands and look when asked', async () => {
    const update = { phase: 'idle', checkedAt: null } as const;
    const { screen, fake } = await renderSnapshot({ ...sampleSnapshot(), update }, { view: 'settings' });
    await expect.element(screen.getByText('Not checked yet')).toBeVisible();
    await screen.getByRole('button', { name: 'Check now' }).click();
    expect(fake.inputsOf('updates.check')).toEqual([null]);
    fake.push(['set', 'update', { phase: 'downloading', version: '1.2.0', percent: 41 }]);
    await expect.element(screen.getByText('Fetching version 1.2.0: 41 %')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Check now' })).not.toBeInTheDocument();
  });

  test('where the app is not updated by itself, the window says nothing', async () => {
    const { screen } = await renderSnapshot(sampleSnapshot(), { view: 'settings' });
    await expect.element(screen.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await expect.element(screen.getByText('Updates', { exact: true })).not.toBeInTheDocument();
  });
});
