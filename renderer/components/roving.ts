/**
 * A long list as one stop of the Tab key. Up, Down, Home and End go from row to row; Tab goes on to the controls of the
 * row that has the focus, and then out of the list. When that row goes away, `focus-keeper.ts` finds the next.
 *
 * Used as an attachment: `<ul {@attach roving}>`. A row is marked `data-row`; it is a control itself, or holds some.
 */
export function roving(list: HTMLElement): () => void {
  /** Where the focus is or was last. */
  let current = 0;

  const rows = () => [...list.querySelectorAll<HTMLElement>('[data-row]')];

  function indexOf(target: EventTarget | null): number {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
    return row === null ? -1 : rows().indexOf(row);
  }

  /** Makes one row the one that Tab comes to. */
  function mark(all = rows()): void {
    current = Math.max(0, Math.min(current, all.length - 1));
    for (const [index, row] of all.entries()) {
      const tabIndex = index === current ? 0 : -1;
      for (const one of [row, ...row.querySelectorAll<HTMLElement>('button')]) one.tabIndex = tabIndex;
    }
  }

  function go(index: number): void {
    const all = rows();
    current = index;
    mark(all);
    all[current]?.focus();
    all[current]?.scrollIntoView({ block: 'nearest' });
  }

  function focusin({ target }: FocusEvent): void {
    const index = indexOf(target);
    if (index < 0 || index === current) return;
    current = index;
    mark();
  }

  function keydown(event: KeyboardEvent): void {
    const index = indexOf(event.target);
    if (index < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const last = rows().length - 1;
    const keys: Partial<Record<string, number>> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: last };
    const to = keys[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(Math.max(0, Math.min(to, last)));
  }

  const changes = new MutationObserver(() => mark());

  mark();
  changes.observe(list, { childList: true, subtree: true });
  list.addEventListener('focusin', focusin);
  list.addEventListener('keydown', keydown);
  return () => {
    changes.disconnect();
    list.removeEventListener('focusin', focusin);
    list.removeEventListener('keydown', keydown);
  };
}
