/** Prints how each message of the collection fares: page, operation, media type, read / written / skipped and why. */
import { messages, present } from './collection.ts';
import type { Message } from './collection.ts';
import { judge } from './judge.ts';
import type { Verdict } from './judge.ts';
import { replay } from './replay.ts';

export interface Line extends Verdict {
  readonly message: Message;
}

/** All verdicts, in the collection's order. */
export async function lines(): Promise<Line[]> {
  const found: Line[] = [];
  for (const message of messages()) {
    found.push({ message, ...(message.kind === 'request' ? await replay(message) : await judge(message)) });
  }
  return found;
}

function print(found: readonly Line[]): void {
  const rows = found.map(({ message, outcome, why }) => [
    message.page,
    `${message.operation} ${message.kind}`,
    message.contentType?.split(';')[0] ?? '-',
    outcome,
    why,
  ]);
  const widths = [28, 44, 42, 8];
  for (const row of rows)
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join(' ')
        .trimEnd(),
    );
  console.log('');
  const totals = new Map<string, number>();
  for (const { outcome, why } of found) {
    const key = outcome === 'skipped' ? `skipped: ${why}` : outcome;
    totals.set(key, (totals.get(key) ?? 0) + 1);
  }
  for (const [key, count] of [...totals].sort()) console.log(`${String(count).padStart(6)} ${key}`);
  console.log(`${String(found.length).padStart(6)} in all`);
}

if (import.meta.main) {
  if (!present) console.log('skipped: no ../shared/ucwa beside the project');
  const found = await lines();
  print(found);
  process.exitCode = found.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}
