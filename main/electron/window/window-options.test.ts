import { describe, expect, it } from 'vitest';
import { windowOptions } from './window-options.ts';

describe('windowOptions', () => {
  const bounds = { x: 1, y: 2, width: 300, height: 400 };
  const options = (packaged = true) =>
    windowOptions({ preload: '/p.cjs', icon: '/i.png', bounds, zoom: 1, packaged, dark: false });

  it('gives the page nothing of Node, Electron or the web’s dangerous powers', () => {
    expect(options().webPreferences).toEqual({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      plugins: false,
      safeDialogs: true,
      spellcheck: false,
      webgl: false,
      devTools: false,
      zoomFactor: 1,
    });
  });

  it('has developer tools only where the app is not packaged', () => {
    expect(options(false).webPreferences?.devTools).toBe(true);
  });

  it('does not show an unfinished window', () => {
    expect(options()).toMatchObject({ show: false, ...bounds });
  });

  it('does not become larger than it may be on a small display', () => {
    expect(options()).toMatchObject({ minWidth: 300, minHeight: 400 });
    const large = windowOptions({
      ...{ preload: '/p.cjs', icon: '/i.png', zoom: 1, packaged: true, dark: false },
      bounds: { x: 0, y: 0, width: 800, height: 300 },
    });
    expect(large).toMatchObject({ minWidth: 340, minHeight: 300 });
  });

  it('is made as large as its zoom wants it, and zoomed from its first paint', () => {
    const zoomed = windowOptions({
      ...{ preload: '/p.cjs', icon: '/i.png', zoom: 1.5, packaged: true, dark: false },
      bounds: { x: 0, y: 0, width: 800, height: 900 },
    });
    expect(zoomed).toMatchObject({ minWidth: 510, minHeight: 600, webPreferences: { zoomFactor: 1.5 } });
  });
});
