/** Links to `sip:`: the setting where the system takes them back again, and the card that such a link leads to. */
import { afterEach, expect, test, vi } from 'vitest';
import { sampleSnapshot, userError } from '../testing/fixture.ts';
import { renderSnapshot } from '../testing/render.ts';

const NAME = 'Open sip: links in Rollcall';

afterEach(() => vi.restoreAllMocks());

test('the setting is offered on Windows only, off at first', async () => {
  const agent = vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (X11; Linux x86_64)');
  const elsewhere = await renderSnapshot(sampleSnapshot(), { view: 'settings' });
  await expect.element(elsewhere.screen.getByRole('switch', { name: 'Start at login' })).toBeVisible();
  await expect.element(elsewhere.screen.getByRole('switch', { name: NAME })).not.toBeInTheDocument();
  await elsewhere.screen.unmount();

  agent.mockReturnValue('Mozilla/5.0 (Windows NT 10.0; Win64; x64)');
  const { screen, fake } = await renderSnapshot(sampleSnapshot(), { view: 'settings' });
  const links = screen.getByRole('switch', { name: NAME });
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
