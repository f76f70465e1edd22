/** Gives follows up, and offers to take them up again. */
import { t } from '../../i18n/index.ts';
import type { CommandRunner } from '../../state/commands.svelte.ts';
import { asInput, type Choice } from './choices.ts';

/** One after the other; the first that main refuses ends it, and is told. */
export async function unfollow(commands: CommandRunner, choices: readonly Choice[]): Promise<void> {
  const gone: Choice[] = [];
  for (const one of choices) {
    const answer = await commands.run('follows.remove', { kind: one.kind, target: one.target });
    if (!answer.ok) break;
    gone.push(one);
  }
  const [first] = gone;
  if (first === undefined) return;
  if (gone.length === 1) {
    const { kind, target, name } = first;
    const again = () => void commands.run('follows.add', { kind, target });
    commands.offerUndo(() => t.subscriptions.unfollowed(name), again);
  } else {
    const again = () => void commands.run('follows.addMany', asInput(gone));
    commands.offerUndo(() => t.subscriptions.unfollowedMany(gone.length), again);
  }
}
