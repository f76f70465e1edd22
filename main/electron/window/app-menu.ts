/** The application's menu. Pure. */
import type { ZoomStep } from '../../core/settings/zoom.ts';
import { MENU_WORDS } from '../words/words.ts';

/**
 * macOS finds the keys for copy, paste, close and quit in the menu, so it has to be there; elsewhere the window has
 * none. The zoom is the app's setting: the roles for it would zoom the page past that.
 */
export function applicationMenu(
  platform: NodeJS.Platform,
  zoom: (step: ZoomStep) => void,
): Electron.MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null;
  const item = (step: ZoomStep, label: string, accelerator: string): Electron.MenuItemConstructorOptions => ({
    ...{ id: `zoom.${step}`, label, accelerator },
    click: () => zoom(step),
  });
  return [
    { role: 'appMenu' },
    { role: 'editMenu' },
    {
      label: MENU_WORDS.view,
      submenu: [
        item('reset', MENU_WORDS.actualSize, 'Command+0'),
        item('in', MENU_WORDS.zoomIn, 'Command+Plus'),
        item('out', MENU_WORDS.zoomOut, 'Command+-'),
      ],
    },
    { role: 'windowMenu' },
  ];
}
