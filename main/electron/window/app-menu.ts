/** The application's menu. Pure. */

/**
 * macOS finds the keys for copy, paste, close and quit in the menu, so it has to be there; elsewhere the window has
 * none.
 */
export function applicationMenu(platform: NodeJS.Platform): Electron.MenuItemConstructorOptions[] | null {
  return platform === 'darwin' ? [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] : null;
}
