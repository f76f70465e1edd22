/**
 * Keeps the focus in the page: when what has it goes away (a row, a button that is done its work), what stands in its
 * place gets it, so that nobody who uses the keyboard is thrown back to the beginning.
 */

const STOPS = 'a[href], button, input, select, textarea, summary, [tabindex]';
/** The focus does not leave these by itself: who was in a view is not thrown into its tab. */
const PLACES = 'dialog, main, [role="tabpanel"]';

/** What the focus was in, from the inside out, and which child of it it was in. */
type Path = { element: Element; child: number }[];

function pathTo(target: Element): Path {
  const path: Path = [];
  for (let at = target; at.parentElement !== null; at = at.parentElement) {
    path.push({ element: at.parentElement, child: [...at.parentElement.children].indexOf(at) });
  }
  return path;
}

/** What Tab comes to, and the rows of a list that is one stop (`roving.ts`). */
function isStop(element: Element): boolean {
  if (!(element instanceof HTMLElement) || !element.matches(STOPS) || element.matches(':disabled')) return false;
  return (element.tabIndex >= 0 || element.matches('[data-row]')) && element.checkVisibility();
}

const stopsIn = (element: Element) => [element, ...element.querySelectorAll(STOPS)].filter(isStop);

/**
 * What is nearest to the place that is empty now: what came after it, or else before it, in the smallest part left; the
 * view or dialog itself where nothing in it can have the focus.
 */
function nearest(path: Path): Element | undefined {
  for (const { element, child } of path) {
    if (!element.isConnected || element === document.body) continue;
    if (isStop(element)) return element;
    const children = [...element.children];
    const after = children.slice(child).flatMap(stopsIn)[0];
    const found = after ?? children.slice(0, child).flatMap(stopsIn).at(-1);
    if (found !== undefined) return found;
    if (element instanceof HTMLElement && element.matches(PLACES)) {
      element.tabIndex = -1;
      return element;
    }
  }
  return undefined;
}

/** Starts keeping. Returns a function that stops. */
export function keepFocus(): () => void {
  let last: Element | null = null;
  let path: Path = [];

  function focusin({ target }: FocusEvent): void {
    last = target instanceof Element ? target : null;
    path = last === null ? [] : pathTo(last);
  }

  const changes = new MutationObserver(() => {
    if (last === null || last.isConnected || document.activeElement !== document.body) return;
    last = null;
    const next = nearest(path);
    if (next instanceof HTMLElement) next.focus();
  });

  document.addEventListener('focusin', focusin);
  changes.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', focusin);
    changes.disconnect();
  };
}
