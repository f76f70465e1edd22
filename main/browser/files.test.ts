import { expect, test, vi } from 'vitest';
import { createMemoryLogger } from '../ipc/testing/fake-core.ts';
import { createFiles } from './files.ts';
import type { Tab } from './server.ts';

const createTab = () => ({ origin: 'http://127.0.0.1:1', again: false, send: vi.fn<Tab['send']>() });

test('a file is offered in the tab that was used last', async () => {
  const files = createFiles(createMemoryLogger());
  const [first, second] = [createTab(), createTab()];
  files.used(first);
  files.used(second);
  files.used(first);
  expect(await files.save('trace.txt', 'text')).toBe('saved');
  expect(first.send.mock.calls).toEqual([[{ type: 'shell.save', name: 'trace.txt', text: 'text' }]]);
  files.closed(first);
  await files.save('trace.txt', 'text');
  expect([first.send.mock.calls.length, second.send.mock.calls.length]).toEqual([1, 1]);
});

test('without a tab nothing is saved', async () => {
  const files = createFiles(createMemoryLogger());
  const tab = createTab();
  expect(await files.save('trace.txt', 'text')).toBe('failed');
  files.used(tab);
  files.closed(tab);
  expect(await files.save('trace.txt', 'text')).toBe('failed');
});
