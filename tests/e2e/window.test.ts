/** What a person does in the window, in real Chromium, with the real preload, handlers, core and a simulated server. */
import type { Locator, Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { eventually } from '../support/wait.ts';
import { oneChromium } from '../support/window-tests.ts';
import type { RollcallWindow } from '../support/window.ts';

const openWindow = oneChromium();
let app: RollcallWindow;

function groupItem(name: string, page: Page = app.page): Locator {
  return page.getByRole('treeitem', { level: 1 }).filter({ hasText: name });
}

function contactItem(name: string, page: Page = app.page): Locator {
  return page.getByRole('treeitem', { level: 2 }).filter({ hasText: name });
}

function groupId(name: string): string {
  const found = app.simulator.control.state().groups.find((group) => group.name === name);
  if (!found) throw new Error(`no group ${name}`);
  return found.id;
}

function stranger(name: string): { address: string; name: string } {
  const { groups, contacts } = app.simulator.control.state();
  const members = groups.find((group) => group.name === name)?.members ?? [];
  const found = contacts.find(({ address }) => !members.includes(address));
  if (!found) throw new Error('everybody is in it');
  return found;
}

async function live(): Promise<void> {
  await groupItem('Sales').waitFor();
}

async function view(name: string): Promise<void> {
  await app.page.getByRole('tab', { name, exact: true }).click();
}

describe('signing in', () => {
  test('a wrong password is told, the right one leads to the groups, and signing out leads back', async () => {
    app = await openWindow({ signIn: false });
    const { page, simulator } = app;
    await page.getByLabel('Address').fill(simulator.address);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Password').fill('not it');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'password is not right' }).waitFor();
    await page.getByLabel('Password').fill(simulator.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await live();
    await page.getByRole('button', { name: 'Sign out' }).click();
    // Who signs in is asked again; how, only where the server was asked meanwhile.
    await page.getByRole('button', { name: /^(Continue|Sign in)$/ }).waitFor();
    expect(simulator.control.state().applications.filter(({ alive }) => alive)).toEqual([]);
    expect(app.log.join('\n')).not.toContain(simulator.password);
  });
});

describe('changes by others', () => {
  test('a group added, renamed and deleted by another client shows without a click', async () => {
    app = await openWindow();
    await live();
    const { id = '' } = app.simulator.control.act({ op: 'addGroup', name: 'Night shift' });
    await groupItem('Night shift').waitFor();
    app.simulator.control.act({ op: 'renameGroup', id, name: 'Late shift' });
    await groupItem('Late shift').waitFor();
    expect(await groupItem('Night shift').count()).toBe(0);
    app.simulator.control.act({ op: 'deleteGroup', id });
    await groupItem('Late shift').waitFor({ state: 'detached' });
    await view('History');
    await app.page.getByRole('listitem').filter({ hasText: 'Late shift' }).first().waitFor();
  });

  test('a contact entering a group raises exactly one notification with the right words', async () => {
    app = await openWindow();
    await live();
    const who = stranger('Sales');
    app.simulator.control.act({ op: 'addMember', groupId: groupId('Sales'), address: who.address });
    await eventually('a notification', async () => (await app.shown()).length > 0);
    await groupItem('Sales').press('ArrowRight');
    await contactItem(who.name).first().waitFor();
    app.simulator.control.act({ op: 'addGroup', name: 'Afterwards' });
    await eventually('the next notification', async () =>
      (await app.shown()).some(({ title }) => title === 'Afterwards'),
    );
    expect(await app.shown()).toEqual([
      { title: 'Sales', body: `${who.name} was added to Sales.` },
      { title: 'Afterwards', body: 'The group Afterwards was created.' },
    ]);
  });
});

describe('phones', () => {
  async function openPhones(): Promise<Locator> {
    app = await openWindow();
    await live();
    await view('Phones');
    const mobile = app.page.getByRole('switch', { name: /mobile/i });
    await mobile.waitFor();
    return mobile;
  }

  test('a switch changes the server', async () => {
    const mobile = await openPhones();
    expect(await mobile.getAttribute('aria-checked')).toBe('true');
    await mobile.click();
    await eventually('hidden', () => !app.simulator.control.state().phones.mobile.visible);
    await expect.poll(() => mobile.getAttribute('aria-checked')).toBe('false');
  });

  test.each([
    [403, 'Forbidden', /does not allow/i],
    [409, 'Conflict', /.+/],
  ])('a switch the server refuses with %i springs back with the reason', async (status, code, words) => {
    const mobile = await openPhones();
    app.simulator.control.fault({
      match: { method: 'POST', path: 'changeVisibility' },
      action: { type: 'status', status, code },
    });
    await mobile.click();
    const trouble = app.page.getByRole('alert').filter({ hasText: /mobile/i });
    await trouble.waitFor();
    expect(await trouble.innerText()).toMatch(words);
    expect(await mobile.getAttribute('aria-checked')).toBe('true');
    await trouble.getByRole('button', { name: 'Retry' }).click();
    await eventually('hidden', () => !app.simulator.control.state().phones.mobile.visible);
  });

  test('a change the server accepts and ignores is told', async () => {
    const mobile = await openPhones();
    app.simulator.control.fault({ match: { path: 'changeVisibility' }, action: { type: 'ignore' } });
    await mobile.click();
    await app.page
      .getByRole('status')
      .filter({ hasText: /not.*(apply|change)/i })
      .first()
      .waitFor();
    expect(await mobile.getAttribute('aria-checked')).toBe('true');
  });

  test('a row without links is disabled and says why', async () => {
    await openPhones();
    const work = app.page.getByRole('switch', { name: /work/i });
    expect(await work.isDisabled()).toBe(true);
    const described = await work.getAttribute('aria-describedby');
    expect(described).not.toBeNull();
    const ids = described?.split(' ') ?? [];
    const words = await Promise.all(ids.map((id) => app.page.locator(`[id="${id}"]`).innerText()));
    expect(words.join(' ')).toMatch(/organisation/i);
  });

  test('a number is edited, normalised and read back', async () => {
    await openPhones();
    await app.page.getByRole('button', { name: 'Edit mobile number' }).click();
    const field = app.page.getByRole('textbox', { name: 'Mobile number' });
    await field.fill('+1 (425) 555-0111');
    await field.press('Enter');
    await eventually('changed', () => app.simulator.control.state().phones.mobile.number === 'tel:+14255550111');
    await app.page.getByText('+14255550111').first().waitFor();
  });
});

describe('following', () => {
  test('following a group brings the presence of its members', async () => {
    app = await openWindow();
    await live();
    const follow = app.page.getByRole('button', { name: 'Follow Sales', exact: true });
    await follow.click();
    await expect.poll(() => follow.getAttribute('aria-pressed')).toBe('true');
    await groupItem('Sales').press('ArrowRight');
    const [address = ''] = app.simulator.control.state().groups.find(({ name }) => name === 'Sales')?.members ?? [];
    const name = app.simulator.control.state().contacts.find((contact) => contact.address === address)?.name ?? '';
    app.simulator.control.act({ op: 'setPresence', address, availability: 'DoNotDisturb', activity: null });
    await contactItem(name).filter({ hasText: 'Do not disturb' }).first().waitFor();
    await view('Subscriptions');
    await app.page.getByText('Sales').first().waitFor();
  });
});

describe('the session', () => {
  test('the server drops the application: live again by itself, with nothing lost', async () => {
    app = await openWindow();
    await live();
    app.simulator.control.session({ op: 'dropApplication', how: '404' });
    app.simulator.control.act({ op: 'addGroup', name: 'Made meanwhile' });
    await groupItem('Made meanwhile').waitFor();
    expect(app.simulator.control.state().applications.filter(({ alive }) => alive)).toHaveLength(1);
  });

  test('the window closed and opened again shows the same', async () => {
    app = await openWindow();
    await live();
    const tree = (page: Page): Promise<string> => page.getByRole('tree').ariaSnapshot();
    await expect.poll(() => app.page.getByRole('treeitem', { level: 1 }).count()).toBeGreaterThan(5);
    await app.page.close();
    app.simulator.control.act({ op: 'addGroup', name: 'Made while closed' });
    const again = await app.open();
    await groupItem('Made while closed', again).waitFor();
    const third = await app.open();
    await groupItem('Made while closed', third).waitFor();
    await expect.poll(() => tree(third)).toBe(await tree(again));
  });
});

describe('the keyboard alone', () => {
  test('opens a group, makes a group, renames it in place', async () => {
    app = await openWindow();
    await live();
    const { page } = app;
    await groupItem('Sales').focus();
    await page.keyboard.press('ArrowRight');
    expect(await groupItem('Sales').getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowLeft');
    expect(await groupItem('Sales').getAttribute('aria-expanded')).toBe('false');
    await page.getByRole('button', { name: 'New group' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Chess');
    await page.keyboard.press('Enter');
    await eventually('made', () => app.simulator.control.state().groups.some(({ name }) => name === 'Chess'));
    await groupItem('Chess').waitFor();
    await groupItem('Chess').focus();
    await page.keyboard.press('F2');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Chess club');
    await page.keyboard.press('Enter');
    await eventually('renamed', () => app.simulator.control.state().groups.some(({ name }) => name === 'Chess club'));
    await groupItem('Chess club').waitFor();
  });
});
