import { beforeEach, describe, expect, it } from 'vitest';
import type { NotificationSpec } from '../core/ports.ts';
import { createMemoryLogger } from '../ipc/testing/fake-core.ts';
import { fake, Notification } from '../../tests/fakes/electron.ts';
import { createNotifier, notificationId } from './notifications.ts';

const spec = (tag: string, more: Partial<NotificationSpec> = {}): NotificationSpec => ({
  ...{ tag, title: 'Sales', body: 'Bob was added', groupId: 'g1' },
  ...more,
});

function start(platform: NodeJS.Platform = 'win32') {
  const logger = createMemoryLogger();
  const notifier = createNotifier(logger, platform);
  const clicked: string[] = [];
  const stop = notifier.onClick(({ tag }) => clicked.push(tag));
  return { notifier, logger, clicked, stop };
}

beforeEach(() => {
  fake.reset();
  fake.ready();
});

describe('showing', () => {
  it('says what is to be said, grouped, under an id of its tag', () => {
    start().notifier.show(spec('a'));
    expect(fake.notifications.map(({ options, state }) => ({ ...options, state }))).toEqual([
      {
        id: notificationId('a'),
        groupId: notificationId('g1'),
        title: 'Sales',
        body: 'Bob was added',
        state: 'shown',
      },
    ]);
  });

  it('leaves the group out where there is none', () => {
    start().notifier.show(spec('a', { groupId: null }));
    expect(fake.notifications[0]!.options).not.toHaveProperty('groupId');
  });

  it('replaces by tag: by id where the system knows ids, by closing on Linux', () => {
    const windows = start('win32');
    windows.notifier.show(spec('a'));
    windows.notifier.show(spec('a', { body: 'Cid was added' }));
    expect(fake.notifications.map(({ options }) => options.id)).toEqual([notificationId('a'), notificationId('a')]);
    const linux = start('linux');
    linux.notifier.show(spec('a'));
    linux.notifier.show(spec('b'));
    linux.notifier.show(spec('a', { body: 'Cid was added' }));
    expect(fake.notifications.slice(2).map(({ state }) => state)).toEqual(['closed', 'shown', 'shown']);
  });

  it('makes ids that Windows takes, different for different tags', () => {
    const long = 'group:'.padEnd(300, 'x');
    expect(notificationId(long).length).toBeLessThanOrEqual(64);
    expect(notificationId(long)).not.toBe(notificationId(`${long}y`));
  });

  it('logs what the system could not show', () => {
    Notification.failure = 'not signed';
    const { notifier, logger } = start();
    notifier.show(spec('a'));
    expect(logger.lines).toEqual([
      { level: 'warn', message: 'A notification could not be shown', fields: { error: 'not signed' } },
    ]);
  });

  it('does not try where the system shows none', () => {
    Notification.supported = false;
    const { notifier, logger } = start();
    notifier.show(spec('a'));
    expect(fake.notifications).toEqual([]);
    expect(logger.lines).toHaveLength(1);
  });
});

describe('what the system refuses', () => {
  it('is told each time, to those who still listen', () => {
    Notification.failure = 'not signed';
    const { notifier } = start();
    let refusals = 0;
    const stop = notifier.onRefused(() => (refusals += 1));
    notifier.show(spec('a'));
    notifier.show(spec('b'));
    expect(refusals).toBe(2);
    Notification.failure = null;
    notifier.show(spec('c'));
    Notification.supported = false;
    notifier.show(spec('d'));
    expect(refusals).toBe(3);
    stop();
    notifier.show(spec('e'));
    expect(refusals).toBe(3);
  });
});

describe('taking away', () => {
  it('closes what is shown under the tag, once, and nothing else', () => {
    const { notifier, clicked } = start();
    notifier.show(spec('a'));
    notifier.show(spec('b'));
    notifier.withdraw('a');
    notifier.withdraw('a');
    notifier.withdraw('never shown');
    expect(fake.notifications.map(({ state }) => state)).toEqual(['closed', 'shown']);
    fake.notifications[0]!.click();
    expect(clicked).toEqual([]);
  });
});

it('what Windows has put into its notification centre can still be taken away', () => {
  const { notifier } = start('win32');
  notifier.show(spec('a'));
  fake.notifications[0]!.timeOut();
  notifier.withdraw('a');
  expect(fake.notifications[0]!.state).toBe('closed');
});

describe('clicks', () => {
  it('tell what was clicked', () => {
    const { notifier, clicked } = start();
    notifier.show(spec('a'));
    notifier.show(spec('b'));
    fake.notifications[0]!.click();
    expect(clicked).toEqual(['a']);
  });

  it('on one that was replaced count for nothing', () => {
    const { notifier, clicked } = start('win32');
    notifier.show(spec('a'));
    notifier.show(spec('a'));
    fake.notifications[0]!.click();
    expect(clicked).toEqual([]);
    fake.notifications[1]!.click();
    expect(clicked).toEqual(['a']);
  });

  it('reach nobody who no longer listens', () => {
    const { notifier, clicked, stop } = start();
    notifier.show(spec('a'));
    stop();
    fake.notifications[0]!.click();
    expect(clicked).toEqual([]);
  });
});
