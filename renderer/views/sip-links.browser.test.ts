/** Links to `sip:`: the setting where the system takes them back again, and the card that such a link leads to. */
import { expect, test } from 'vitest';
import { sampleSnapshot, userError } from '../testing/fixture.ts';
import { renderSnapshot } from '../testing/render.ts';

const NAME = 'Open sip: links in Rollcall';

test('the setting is offered where the host carries it out, off at first', async () => {
  const hostSettings = ['startAtLogin', 'zoom'] as const;
  const { screen, fake } = await renderSnapshot(
    { ...sampleSnapshot(), hostSettings: [...hostSettings] },
    { view: 'settings' },
  );
  await expect.element(screen.getByRole('switch', { name: 'Start at login' })).toBeVisible();
  const links = screen.getByRole('switch', { name: NAME });
  await expect.element(links).not.toBeInTheDocument();

  fake.push(['set', 'hostSettings', [...hostSettings, 'openSipLinks']]);
  await expect.element(links).not.toBeChecked();
  await links.click();
  expect(fake.inputsOf('settings.update')).toEqual([{ openSipLinks: true }]);
});

test('somebody who is not on the list is looked up, one after the other', async () => {
  const { screen, fake } = await renderSnapshot(sampleSnapshot(), {
    arrange: (prepared) =>
      prepared.answer('contacts.lookup', async () => ({ ok: false, error: userError('ucwa.notFound') })),
  });
  for (const address of ['new@elsewhere.example', 'other@elsewhere.example']) {
    fake.emit('navigate', { view: 'groups', groupId: null, address });
    await expect.element(screen.getByRole('dialog', { name: address })).toBeVisible();
  }
  expect(fake.inputsOf('contacts.lookup')).toEqual([
    { address: 'new@elsewhere.example' },
    { address: 'other@elsewhere.example' },
  ]);
});
