/** Notifications as a Linux desktop gets them: the built app in real Chromium, over a session bus, and back by a click. */
import type { Locator } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../support/wait.ts';
import { launchChromium, openRollcall, type RollcallWindow } from '../support/window.ts';
import { openDesktop, type Desktop } from './desktop.ts';

describe.runIf(process.platform === 'linux')('on the desktop', () => {
  let scope: AsyncDisposableStack;
  let desktop: Desktop;
  let app: RollcallWindow;

  beforeEach(async () => {
    scope = new AsyncDisposableStack();
    desktop = await openDesktop();
    scope.defer(() => desktop.close());
    const browser = await launchChromium(desktop.environment);
    scope.defer(() => browser.close());
    app = await openRollcall(browser, { notifications: 'system' });
    scope.defer(() => app.close());
    scope.defer(() => {
      expect(app.simulator.control.offences()).toEqual([]);
      expect(app.complaints).toEqual([]);
    });
    await groupItem('Sales').waitFor();
  });

  // Whatever came up goes down, however far the start came.
  afterEach(() => scope.disposeAsync());

  const groupItem = (name: string): Locator => app.page.getByRole('treeitem', { level: 1 }).filter({ hasText: name });

  function salesAndStrangers(): { groupId: string; strangers: { address: string; name: string }[] } {
    const { groups, contacts } = app.simulator.control.state();
    const sales = groups.find(({ name }) => name === 'Sales');
    if (!sales) throw new Error('there is no group Sales');
    return { groupId: sales.id, strangers: contacts.filter(({ address }) => !sales.members.includes(address)) };
  }

  /** The words without the origin that Chromium puts before them. */
  const wordsOf = (shown: { summary: string; body: string }[]): string[] =>
    shown.map(({ summary, body }) => `${summary}: ${body.split('\n').at(-1) ?? ''}`);

  test('another client changes a group: one notification, and a click leads there', async () => {
    const { groupId, strangers } = salesAndStrangers();
    const who = strangers[0]!;
    await app.page.getByRole('tab', { name: 'Phones', exact: true }).click();
    app.simulator.control.act({ op: 'addMember', groupId, address: who.address });
    const shown = await eventually('a notification', () => desktop.onScreen()[0] ?? null);
    expect(wordsOf([shown])).toEqual([`Sales: ${who.name} was added to Sales.`]);

    desktop.click(shown.id);
    await expect.poll(() => groupItem('Sales').getAttribute('aria-expanded')).toBe('true');
    await app.page.getByRole('treeitem', { level: 2 }).filter({ hasText: who.name }).first().waitFor();

    // The next thing that is told proves that nothing else was.
    app.simulator.control.act({ op: 'addGroup', name: 'Afterwards' });
    await eventually('the next notification', () => desktop.notified.length > 1);
    expect(wordsOf([...desktop.notified])).toEqual([
      `Sales: ${who.name} was added to Sales.`,
      'Afterwards: The group Afterwards was created.',
    ]);
  });

  test('a burst in several packages leaves one notification on the screen', async () => {
    const { groupId, strangers } = salesAndStrangers();
    const many = strangers.slice(0, 12);
    const add = ({ address }: { address: string }) => app.simulator.control.act({ op: 'addMember', groupId, address });
    add(many[0]!);
    await eventually('the first', () => desktop.notified.length === 1);
    add(many[1]!);
    await eventually('the second', () => desktop.notified.length === 2);
    expect(desktop.onScreen()).toHaveLength(2);
    many.slice(2).forEach(add);
    await eventually('all in one', () => wordsOf(desktop.onScreen())[0] === 'Sales: 12 contacts changed in Sales.');
    await eventually('the single ones gone', () => desktop.onScreen().length === 1);
  });

  test('what the user looks at is not told', async () => {
    const { groupId, strangers } = salesAndStrangers();
    const who = strangers[0]!;
    await groupItem('Sales').press('ArrowRight');
    await app.page.getByRole('treeitem', { level: 2 }).first().waitFor();
    app.simulator.control.act({ op: 'addMember', groupId, address: who.address });
    await app.page.getByRole('treeitem', { level: 2 }).filter({ hasText: who.name }).first().waitFor();
    app.simulator.control.act({ op: 'addGroup', name: 'Afterwards' });
    await eventually('another group is told', () => desktop.notified.length > 0);
    expect(wordsOf([...desktop.notified])).toEqual(['Afterwards: The group Afterwards was created.']);
  });
});
