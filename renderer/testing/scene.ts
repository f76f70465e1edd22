/** One look at the window: what main says, where the user is, and what they have done there. */
import type { View } from '../../preload/contract/commands.ts';
import type { Snapshot } from '../../preload/contract/state.ts';
import type { FakeApi } from './fake-api.ts';

export interface Scene {
  snapshot: () => Snapshot;
  view?: View;
  /** Groups shown open. */
  open?: string[];
  filter?: string;
  arrange?: (fake: FakeApi) => void;
  /** Accessible names of buttons to press, in order, before looking. */
  press?: string[];
  /** The window has read no state: it knows neither theme nor language. */
  stateless?: boolean;
}
