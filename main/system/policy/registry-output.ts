/** Reading what `reg.exe query KEY /s` prints (Windows 10 and later). Pure. */

/** Four spaces, the name, four spaces, the type, four spaces, the data; a name may itself hold spaces. */
const VALUE = /^ {4}(.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/;

/**
 * The values of a key, by name; each key right below it as a list of its values, in their order: so lists are kept by
 * the group policy editor. Messages in whatever language, and keys further down, are passed over. Null: the key is not
 * in the output.
 * @param key spelt out, such as `HKEY_LOCAL_MACHINE\Software\Policies\Rollcall`
 */
export function parseRegistry(output: string, key: string): Record<string, unknown> | null {
  const root = key.toLowerCase();
  const values = new Map<string, unknown>();
  let found = false;
  /** Takes the values of the key that was named last. */
  let take: (name: string, value: unknown) => void = () => {};
  for (const line of output.split(/\r?\n/)) {
    if (line.startsWith('HKEY_')) {
      const path = line.trim().toLowerCase();
      found ||= path === root || path.startsWith(`${root}\\`);
      take = path === root ? (name, value) => values.set(name, value) : listOf(line.trim(), root, values);
      continue;
    }
    const [, name, type, data = ''] = VALUE.exec(line) ?? [];
    if (name !== undefined && type !== undefined) take(name, valueOf(type, data));
  }
  return found ? Object.fromEntries(values) : null;
}

/** Whether the output, of a query without `/s`, names a key right below the one that was asked for. */
export function namesKey(output: string, key: string): boolean {
  return output.split(/\r?\n/).some((line) => line.trim().toLowerCase() === key.toLowerCase());
}

function listOf(path: string, root: string, values: Map<string, unknown>): (name: string, value: unknown) => void {
  const below = path.slice(root.length + 1);
  if (!path.toLowerCase().startsWith(`${root}\\`) || below.includes('\\')) return () => {};
  const list: unknown[] = [];
  values.set(below, list);
  return (_, value) => list.push(value);
}

/** A type that no policy has becomes something that no policy takes. */
function valueOf(type: string, data: string): unknown {
  switch (type) {
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return data;
    case 'REG_DWORD':
      return /^0x[0-9a-f]{1,8}$/i.test(data) ? Number(data) : { type };
    case 'REG_MULTI_SZ':
      return data.split('\\0').filter((text) => text !== '');
    default:
      return { type };
  }
}
