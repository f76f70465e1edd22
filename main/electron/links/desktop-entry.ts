/** Files by which Linux desktops know programs, and where they lie (freedesktop.org). Pure. */
import { isAbsolute, join } from 'node:path';

/** A program's path as a command in quotes (Desktop Entry Specification, "The Exec key"). */
export function quoted(program: string): string {
  return `"${program.replace(/["`$\\]/g, (character) => `\\${character}`).replaceAll('%', '%%')}"`;
}

/** The same without quotes where it needs none: xdg-utils knows no quotes and passes over an entry that has them. */
export function quotedIfNeeded(program: string): string {
  return /^[\w/.+-]+$/.test(program) ? program : quoted(program);
}

/**
 * An entry that starts this program (Desktop Entry Specification, "Possible value types").
 * @param command the program, as `quoted` or `quotedIfNeeded` writes it
 * @param args as they stand in the entry: plain words and field codes
 * @param more lines of its own
 */
export function desktopEntry(
  { program, command }: { program: string; command: string },
  args: readonly string[],
  more: readonly string[],
): string {
  const asText = (value: string): string => value.replaceAll('\\', '\\\\');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Rollcall',
    `Exec=${asText(command)} ${args.join(' ')}`,
    // A desktop passes over the entry of a program that was removed.
    `TryExec=${asText(program)}`,
    'Terminal=false',
    ...more,
    '',
  ].join('\n');
}

/** Where desktops look for settings; a relative path counts as none (XDG Base Directory Specification). */
export function configFolder(environment: NodeJS.ProcessEnv, home: string): string {
  return named(environment['XDG_CONFIG_HOME']) ?? join(home, '.config');
}

/** Where desktops look for the user's own programs. */
export function dataFolder(environment: NodeJS.ProcessEnv, home: string): string {
  return named(environment['XDG_DATA_HOME']) ?? join(home, '.local', 'share');
}

function named(folder = ''): string | null {
  return isAbsolute(folder) ? folder : null;
}
