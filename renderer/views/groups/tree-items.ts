/** The items of the tree as they stand in the page. */

/** The item of the row with this key, if it is drawn. */
export function itemOf(tree: HTMLElement | undefined, key: string): HTMLElement | undefined {
  const items = tree?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [];
  return [...items].find((one) => one.dataset['key'] === key);
}

/** What has the focus in the tree, where a part of it is in view. */
export function focusInView(tree: HTMLElement | undefined): Element | null {
  const focused = document.activeElement;
  if (!tree?.contains(focused) || !tree.offsetParent || !focused) return null;
  const { top, bottom } = focused.getBoundingClientRect();
  const view = tree.offsetParent.getBoundingClientRect();
  return bottom > view.top && top < view.bottom ? focused : null;
}
