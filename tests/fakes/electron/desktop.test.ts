/** What the pages api/tray, menu, notification, native-image, native-theme, screen, power-monitor, dialog and shell of
 * electronjs.org/docs/latest say, said of the fake. */
import { beforeEach, describe, expect, it } from 'vitest';
import { dialog, fake, Menu, nativeImage, nativeTheme, Notification, powerMonitor, screen, Tray } from '../electron.ts';

const image = () => nativeImage.createFromBuffer(Buffer.from('png'));

beforeEach(() => {
  fake.reset();
  fake.ready();
});

describe('native-image', () => {
  it('is empty where there is no file, and a template by its name', () => {
    expect(nativeImage.createFromPath('/nowhere/a.png').isEmpty()).toBe(true);
    expect(nativeImage.createFromPath('/nowhere/aTemplate@2x.png').isTemplateImage()).toBe(true);
    expect(image().isEmpty()).toBe(false);
    expect(image().isTemplateImage()).toBe(false);
  });
});

describe('tray', () => {
  it('needs an image, pops up its own menu or another, and tells of clicks', () => {
    expect(() => new Tray(nativeImage.createFromPath('/nowhere/a.png'))).toThrow(TypeError);
    const tray = new Tray(image());
    const [own, other] = [new Menu(), new Menu()];
    tray.setContextMenu(own);
    tray.popUpContextMenu();
    expect(tray.popped).toBe(own);
    tray.popUpContextMenu(other);
    expect(tray.popped).toBe(other);
    const heard: string[] = [];
    tray.on('click', () => heard.push('click'));
    tray.on('right-click', () => heard.push('right-click'));
    tray.press('click');
    tray.press('right-click');
    expect(heard).toEqual(['click', 'right-click']);
  });

  it('is of no use once it is destroyed', () => {
    const tray = new Tray(image());
    tray.destroy();
    expect(tray.isDestroyed()).toBe(true);
    for (const call of [() => tray.setToolTip('x'), () => tray.setImage(image()), () => tray.getBounds()]) {
      expect(call).toThrow('destroyed');
    }
  });
});

describe('menu', () => {
  it('refuses an item that is nothing', () => {
    expect(() => Menu.buildFromTemplate([{ id: 'x' }])).toThrow('must have label, role or type');
  });

  it('runs the click of an enabled item, also below another', () => {
    const clicked: string[] = [];
    const menu = Menu.buildFromTemplate([
      { id: 'off', label: 'Off', enabled: false, click: () => clicked.push('off') },
      { label: 'More', submenu: [{ id: 'on', label: 'On', click: () => clicked.push('on') }] },
    ]);
    menu.click('off');
    menu.click('on');
    expect(clicked).toEqual(['on']);
    expect(() => menu.click('none')).toThrow('no item none');
  });
});

describe('notification', () => {
  it('is shown, clicked and closed, each told once', () => {
    const heard: string[] = [];
    const shown = new Notification({ title: 'Sales' });
    for (const event of ['show', 'click', 'close', 'failed']) shown.on(event, () => heard.push(event));
    shown.close();
    shown.show();
    shown.click();
    shown.close();
    expect(heard).toEqual(['show', 'click', 'close']);
  });

  it('fails where the system refuses it', () => {
    Notification.failure = 'not signed';
    const heard: unknown[] = [];
    const shown = new Notification({ title: 'Sales' });
    shown.on('failed', (_event: unknown, error: unknown) => heard.push(error));
    shown.show();
    expect(heard).toEqual(['not signed']);
  });
});

describe('the system', () => {
  it('tells of new colours, once they hold', () => {
    const seen: boolean[] = [];
    nativeTheme.on('updated', () => seen.push(nativeTheme.shouldUseDarkColors));
    nativeTheme.setDark(true);
    expect(seen).toEqual([true]);
  });

  it('knows displays, the pointer and idle time only once the app is ready', () => {
    expect(screen.getPrimaryDisplay()).toBe(screen.getAllDisplays()[0]);
    fake.reset();
    for (const call of [
      () => screen.getAllDisplays(),
      () => screen.getCursorScreenPoint(),
      () => powerMonitor.getSystemIdleTime(),
    ]) {
      expect(call).toThrow('after the app is ready');
    }
  });

  it('asks where to save, and may show an error before the app is ready', async () => {
    expect(await dialog.showSaveDialog({ title: 'Save' })).toEqual({ canceled: true, filePath: '' });
    dialog.saveTo = '/file.txt';
    expect(await dialog.showSaveDialog({ title: 'Save' })).toEqual({ canceled: false, filePath: '/file.txt' });
    fake.reset();
    dialog.showErrorBox('Rollcall', 'no');
    expect(dialog.errors).toEqual([{ title: 'Rollcall', content: 'no' }]);
    await expect(dialog.showSaveDialog({ title: 'Save' })).rejects.toThrow('after the app is ready');
  });
});
