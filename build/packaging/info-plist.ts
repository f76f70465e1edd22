/** Corrections to the Info.plist of the macOS app. Pure. */

/**
 * Closes transport security: electron-builder opens it for every app, whatever the configuration says. Throws when the
 * key is not there exactly once.
 */
export function closeTransportSecurity(plist: string): string {
  const key = '<key>NSAppTransportSecurity</key>';
  const start = plist.indexOf(key);
  if (start < 0 || plist.includes(key, start + 1)) {
    throw new Error('Info.plist does not have one NSAppTransportSecurity');
  }
  const end = endOfDict(plist, start + key.length);
  return `${plist.slice(0, start)}${key}<dict><key>NSAllowsArbitraryLoads</key><false/></dict>${plist.slice(end)}`;
}

/** Where the dict that follows `from` ends. */
function endOfDict(plist: string, from: number): number {
  let depth = 0;
  for (const match of plist.slice(from).matchAll(/<dict\s*\/>|<(\/?)dict>/g)) {
    if (match[1] === '/') depth -= 1;
    else if (match[1] === '') depth += 1;
    if (depth === 0) return from + match.index + match[0].length;
  }
  throw new Error('Info.plist has a dict that does not end');
}
