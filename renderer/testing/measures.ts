/** What a measurement of the staged window does inside its page. All times in milliseconds. */
import type { PatchOp } from '../../preload/contract/state.ts';

export interface Measures {
  /** Elements in the document, once what was asked for is on the screen. */
  elements: () => Promise<number>;
  /** Applies patches of 100 changes of presence, a part of them in view; how long each one's scripts took. */
  patches: (rounds: number) => Promise<number[]>;
  /** From now on, notes for each key how long it took until what came of it was painted. */
  watchKeys: () => void;
  /** What was noted. */
  keys: () => number[];
}

const AVAILABILITY = ['Online', 'Busy', 'Away', 'DoNotDisturb'] as const;

/** The next task: after all microtasks, and when asked for within a frame, after it was painted. */
const nextTask = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** `lead` leads the window on by a patch. */
export function measuresOf(lead: (ops: PatchOp[]) => void): Measures {
  const noted: number[] = [];
  const shown = async () => {
    await frame();
    await frame();
    await nextTask();
  };
  return {
    async elements() {
      await shown();
      return document.querySelectorAll('*').length;
    },
    async patches(rounds) {
      const took: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const ops = Array.from({ length: 100 }, (_, i): PatchOp => {
          // Person i is in group i of 200: the first group's people are 200 apart.
          const address = `person.${i < 20 ? i * 200 : i * 97}@contoso.example`;
          return ['merge', 'presence', address, { availability: AVAILABILITY[(round + i) % 4] ?? 'Online' }];
        });
        await shown();
        const start = performance.now();
        lead(ops);
        await nextTask();
        took.push(performance.now() - start);
      }
      return took;
    },
    watchKeys() {
      const watch = ({ timeStamp }: KeyboardEvent) =>
        void frame()
          .then(nextTask)
          .then(() => noted.push(performance.now() - timeStamp));
      addEventListener('keydown', watch, { capture: true });
    },
    keys: () => noted,
  };
}
