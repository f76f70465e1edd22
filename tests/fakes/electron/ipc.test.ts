/** What electronjs.org/docs/latest/api/ipc-main, api/ipc-renderer and api/context-bridge say, said of the fake. */
import { beforeEach, describe, expect, it } from 'vitest';
import { BrowserWindow, contextBridge, fake, ipcMain, ipcRenderer } from '../electron.ts';

beforeEach(() => {
  fake.reset();
  fake.ready();
  ipcRenderer.page = new BrowserWindow().webContents;
});

describe('handle', () => {
  it('answers invoke with a copy of what it was sent and of what it says', async () => {
    const seen: unknown[] = [];
    const answer = { list: [1] };
    ipcMain.handle('x', (_event, argument: unknown) => {
      seen.push(argument);
      return answer;
    });
    const argument = { a: 1 };
    expect(await ipcRenderer.invoke('x', argument)).toEqual(answer);
    expect(seen).toEqual([argument]);
    expect(seen[0]).not.toBe(argument);
  });

  it('takes one handler a channel, and another after the first was removed', async () => {
    ipcMain.handle('x', () => 1);
    expect(() => ipcMain.handle('x', () => 2)).toThrow("Attempted to register a second handler for 'x'");
    ipcMain.removeHandler('x');
    ipcMain.handle('x', () => 2);
    expect(await ipcRenderer.invoke('x')).toBe(2);
  });

  it('sees the frame and the page that asked', async () => {
    let seen: unknown;
    ipcMain.handle('x', ({ sender, senderFrame }) => void (seen = [sender, senderFrame]));
    await ipcRenderer.invoke('x');
    expect(seen).toEqual([ipcRenderer.page, ipcRenderer.page?.mainFrame]);
  });
});

describe('an error', () => {
  it('arrives as its words alone', async () => {
    class Odd extends Error {
      secret = 'hunter2';
    }
    ipcMain.handle('x', () => Promise.reject(new Odd('no')));
    const error: unknown = await ipcRenderer.invoke('x').catch((caught: unknown) => caught);
    expect(error).toEqual(new Error("Error invoking remote method 'x': Error: no"));
    expect(error).not.toHaveProperty('secret');
  });

  it('is what comes of a channel that nobody handles', async () => {
    await expect(ipcRenderer.invoke('x')).rejects.toThrow("No handler registered for 'x'");
  });

  it('is what comes of functions and other things that cannot be cloned, before anything is sent', async () => {
    let asked = 0;
    ipcMain.handle('x', () => (asked += 1));
    await expect(ipcRenderer.invoke('x', () => {})).rejects.toThrow();
    expect(asked).toBe(0);
  });
});

it('a preload script gives the page a name once', () => {
  contextBridge.exposeInMainWorld('rollcall', {});
  expect(() => contextBridge.exposeInMainWorld('rollcall', {})).toThrow(
    'Cannot bind an API on top of an existing property',
  );
  expect([...fake.world.keys()]).toEqual(['rollcall']);
});
