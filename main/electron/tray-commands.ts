/** Carries out what a menu item asks. */
import type { CoreCommands } from '../core/core.ts';
import type { Clock } from '../core/ports.ts';
import { pauseEnd } from './tray-menu.ts';
import type { MenuCommand } from './tray-menu.ts';

export interface MenuTargets {
  commands: CoreCommands;
  clock: Clock;
  open(view: 'groups' | 'settings' | null): void;
  quit(): void;
}

/** Does it; what goes wrong shows in the store, as with commands from the window. */
export async function runMenuCommand(command: MenuCommand, targets: MenuTargets): Promise<void> {
  const { commands, clock } = targets;
  switch (command.kind) {
    case 'open':
      return targets.open(command.view);
    case 'quit':
      return targets.quit();
    case 'setAvailability':
      return void (await commands['me.setAvailability']({ availability: command.availability }));
    case 'setPhoneVisible':
      return void (await commands['phones.setVisible']({ phone: command.phone, visible: command.visible }));
    case 'pause':
      return void (await commands['settings.update']({ pausedUntil: pauseEnd(command.span, clock.now()) }));
    case 'resume':
      return void (await commands['settings.update']({ pausedUntil: null }));
    case 'retry':
      return void (await commands['session.retry'](null));
    case 'signOut':
      return void (await commands['session.signOut']({ forget: false }));
  }
}
