/** A person without a pointer: only keys go to the page, and wherever they lead the focus must be there to be seen. */
import type { Locator, Page } from 'playwright';
import { eventually } from './wait.ts';

type Role = Parameters<Page['getByRole']>[0];

/** More stops than any view has: what Tab does not come to by then, it never comes to. */
const MOST_STOPS = 150;

/** What of a page's own world is asked for below. */
interface Boxed {
  tagName: string;
  textContent: string;
  nextElementSibling: Boxed | null;
  getAttribute(name: string): string | null;
  matches(selector: string): boolean;
  getBoundingClientRect(): Record<'top' | 'bottom' | 'left' | 'right' | 'width' | 'height', number>;
}
interface PageWorld {
  document: { activeElement: Boxed | null; body: Boxed };
  getComputedStyle(element: Boxed): Record<'boxShadow' | 'outlineStyle' | 'outlineWidth' | 'outlineColor', string>;
  innerWidth: number;
  innerHeight: number;
}

/**
 * Runs in the page. What is wrong with the focus, or null: some element must have it, by keyboard, in view, and with a
 * ring or an outline, drawn at it or at what stands for it.
 */
function troubleWithFocus(): string | null {
  const { document, getComputedStyle, innerWidth, innerHeight } = globalThis as unknown as PageWorld;
  const element = document.activeElement;
  if (element === null || element === document.body) return 'nothing has the focus';
  const what = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 60)}`;
  if (!element.matches(':focus-visible')) return `${what}: the focus is not shown`;
  const drawn = [element, element.nextElementSibling].find((one) => {
    if (one === null) return false;
    const { boxShadow, outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
    const ring = /\b0px 0px 0px [1-9]/.test(boxShadow);
    const outline = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 && !outlineColor.endsWith(', 0)');
    return ring || outline;
  });
  if (!drawn) return `${what}: no ring is drawn`;
  const { top, bottom, left, right, width, height } = drawn.getBoundingClientRect();
  const inView = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth && width > 0 && height > 0;
  return inView ? null : `${what}: the focus is out of view`;
}

export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Presses keys, one after the other. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  /** Writes into what has the focus, over what stands there. */
  async write(text: string): Promise<void> {
    await this.press('ControlOrMeta+A');
    await this.#page.keyboard.type(text);
  }

  /** Goes on with a key until the element has the focus; every stop on the way must show it. */
  async to(role: Role, name: string | RegExp, key = 'Tab'): Promise<void> {
    const wanted = this.#page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name });
    await wanted.first().waitFor();
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      if (await this.#has(wanted)) return this.look();
      await this.press(key);
      // After the last stop Tab leaves the page, for the browser's own bar, and comes back.
      if (!(await this.#hasLeft())) await this.look();
    }
    throw new Error(`${key} never comes to ${role} ${String(name)}`);
  }

  /** Waits until the element has the focus by itself, and shows it. */
  async at(role: Role, name: string | RegExp): Promise<void> {
    const wanted = this.#page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name });
    await eventually(`the focus at ${role} ${String(name)}`, () => this.#has(wanted));
    await this.look();
  }

  /** The focus must be there to be seen. A frame may pass before what was opened has it. */
  async look(): Promise<void> {
    let trouble: string | null = null;
    await eventually('a focus that is shown', async () => {
      trouble = await this.#page.evaluate(troubleWithFocus);
      return trouble === null;
    }).catch(() => {
      throw new Error(trouble ?? 'the focus is not shown');
    });
  }

  async #hasLeft(): Promise<boolean> {
    return (await this.#page.locator(':focus').count()) === 0;
  }

  async #has(wanted: Locator): Promise<boolean> {
    return (await wanted.and(this.#page.locator(':focus')).count()) > 0;
  }
}
