/** The account a development start brings along, as `npm run demo` does it. Pure. */
import type { SignInAtStart } from '../../core/accounts/accounts.ts';

const SWITCH = '--rollcall-user=';

/**
 * The account named on the command line, with the password of the environment variable ROLLCALL_PASSWORD; null without
 * either, and always in an installed app: a shortcut must not be able to sign somebody in.
 */
export function startAccount(
  argv: readonly string[],
  password: string | undefined,
  isPackaged: boolean,
): SignInAtStart | null {
  const address = argv.find((argument) => argument.startsWith(SWITCH))?.slice(SWITCH.length) ?? '';
  if (isPackaged || address === '' || password === undefined || password === '') return null;
  return { address, password, server: null };
}
