/** The rows of the tree, as tests of the whole window find them. */
import { vi } from 'vitest';
import type { renderSnapshot } from './render.ts';

export type Rendered = Awaited<ReturnType<typeof renderSnapshot>>;

/** The first row of that name, a group's or a person's. */
export const row = ({ screen }: Rendered, name: RegExp) => screen.getByRole('treeitem', { name }).first();

/** Gives that row the focus, once it is there. */
export const focus = (rendered: Rendered, name: RegExp) =>
  vi.waitFor(() => (row(rendered, name).element() as HTMLElement).focus());
