/**
 * Before every test file: `vi.waitFor` gives up after a second by itself, which a busy machine takes for one start. A
 * condition comes true or the test ends; how fast proves nothing.
 */
import { vi } from 'vitest';

const PATIENCE_MS = 50_000;
const { waitFor } = vi;

vi.waitFor = (check, options) =>
  waitFor(check, { timeout: PATIENCE_MS, ...(typeof options === 'object' ? options : {}) });
