/** A recorder and an announcer over a store, as the app builds them. */
import { createAttention } from '../notify/attention.ts';
import { startAnnouncer } from '../notify/announcer.ts';
import { startRecorder } from '../notify/recorder.ts';
import { wordsFor } from '../notify/words.ts';
import type { Settings } from '../store/state.ts';
import { drivenClock } from './clock.ts';
import { testStore } from './entities.ts';
import { fakeNotifier, fakePower } from './ports.ts';

export function notifying(settings: Partial<Settings> = {}) {
  const store = testStore(settings);
  const clock = drivenClock();
  const notifier = fakeNotifier();
  const power = fakePower();
  const attention = createAttention(clock, power);
  const words = () => wordsFor(store.state.settings.language, 'en-US');
  const announcer = startAnnouncer({ store, clock, notifier, power, attention, words });
  const stopRecorder = startRecorder({ store, clock, announcer });
  return {
    store,
    clock,
    notifier,
    power,
    attention,
    stop() {
      announcer.stop();
      stopRecorder();
    },
    bodies: () => notifier.shown.map(({ body }) => body),
  };
}
