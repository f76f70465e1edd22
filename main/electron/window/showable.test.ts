import { beforeEach, expect, it } from 'vitest';
import { BrowserWindow, fake } from '../../../tests/fakes/electron.ts';
import { whenShowable } from './showable.ts';

function watch(platform: NodeJS.Platform) {
  const window = new BrowserWindow({ show: false });
  let told = 0;
  whenShowable(window as unknown as Electron.BrowserWindow, platform, () => (told += 1));
  return { window, told: () => told };
}

beforeEach(() => {
  fake.reset();
  fake.ready();
});

it('is told once, though Linux says it twice: a second time would take the focus again', () => {
  const { window, told } = watch('linux');
  window.webContents.emit('did-finish-load');
  window.emit('ready-to-show');
  expect(told()).toBe(1);
});

it('waits for the first paint elsewhere', () => {
  const { window, told } = watch('win32');
  window.webContents.emit('did-finish-load');
  expect(told()).toBe(0);
  window.emit('ready-to-show');
  expect(told()).toBe(1);
});

it('is not told of a window that is gone', () => {
  const { window, told } = watch('linux');
  window.destroy();
  window.webContents.emit('did-finish-load');
  expect(told()).toBe(0);
});
