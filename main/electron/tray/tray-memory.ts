/** What was said at the tray: the document `tray`. Pure. */

export interface TrayMemory {
  /** The user was told that this desktop shows no tray icons. */
  readonly toldOfNoTray: boolean;
}

/** Reads the document; what is missing or makes no sense counts as not said. */
export function readTrayMemory(stored: unknown): TrayMemory {
  const { toldOfNoTray } = (stored ?? {}) as Partial<Record<keyof TrayMemory, unknown>>;
  return { toldOfNoTray: toldOfNoTray === true };
}
