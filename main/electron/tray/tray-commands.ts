/** Carries out what a menu item asks. */
import type { CoreCommands } from '../../core/core.ts';
import type { Clock } from '../../core/ports.ts';
import type { PhoneKind } from '../../core/store/state.ts';
import { pauseEnd } from './tray-menu.ts';
import type { MenuCommand } from './tray-menu.ts';

export interface MenuTargets {
  commands: CoreCommands;
  clock: Clock;
  open(view: 'settings' | 'diagnostics' | null): void;
  /** Whether this number may be shown to everybody; may ask the user. */
  mayShare(phone: PhoneKind): Promise<boolean>;
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
      if (command.visible && !(await targets.mayShare(command.phone))) return;
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
