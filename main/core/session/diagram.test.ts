/** README.md shows the machine as it is. After a change: the same test with `-u` draws it anew. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { drawMachine } from '../testing/diagram.ts';
import { EVENTS, SITUATIONS } from '../testing/machine.ts';

const README = fileURLToPath(new URL('README.md', import.meta.url));
const MARK = '<!-- drawn by testing/diagram.ts -->';

test('README.md holds the diagrams and the table of this very machine', async () => {
  const samples = [...SITUATIONS.values()].map((driver) => ({
    machine: driver.machine,
    now: driver.now,
    events: Object.values(EVENTS).flatMap((of) => of(driver)),
  }));
  const [prose = ''] = readFileSync(README, 'utf8').split(MARK);
  const text = `${prose}${MARK}\n\n${drawMachine(samples)}\n`;
  const pretty = await format(text, { ...(await resolveConfig(README)), parser: 'markdown' });
  await expect(pretty).toMatchFileSnapshot(README);
});
