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
      await commands['me.setAvailability']({ availability: command.availability });
      return;
    case 'setPhoneVisible':
      await commands['phones.setVisible']({ phone: command.phone, visible: command.visible });
      return;
    case 'pause':
      await commands['settings.update']({ pausedUntil: pauseEnd(command.span, clock.now()) });
      return;
    case 'resume':
      await commands['settings.update']({ pausedUntil: null });
      return;
    case 'retry':
      await commands['session.retry'](null);
      return;
    case 'signOut':
      await commands['session.signOut']({ forget: false });
      return;
  }
}
