/** One line of a menu. */
import type { Component } from 'svelte';

export interface MenuItem {
  label: string;
  icon?: Component<{ size?: number; 'aria-hidden'?: 'true' }>;
  /** For a choice among several: whether this is the one. */
  checked?: boolean;
  danger?: boolean;
  /** Why it cannot be chosen, or null. */
  locked?: string | null;
  run: () => void;
}
