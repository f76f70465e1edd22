import { describe, expect, it } from 'vitest';
import { closeTransportSecurity } from './info-plist.ts';

describe('Info.plist', () => {
  const open =
    '<dict><key>A</key><true/><key>NSAppTransportSecurity</key>\n<dict><key>NSAllowsArbitraryLoads</key><true/>' +
    '<key>NSExceptionDomains</key><dict><key>localhost</key><dict><key>x</key><dict/></dict></dict></dict><key>B</key><false/></dict>';

  it('gets its transport security closed, and keeps the rest', () => {
    expect(closeTransportSecurity(open)).toBe(
      '<dict><key>A</key><true/><key>NSAppTransportSecurity</key><dict><key>NSAllowsArbitraryLoads</key><false/></dict>' +
        '<key>B</key><false/></dict>',
    );
  });

  it('is refused when it is not as electron-builder writes it', () => {
    expect(() => closeTransportSecurity('<dict></dict>')).toThrow('one NSAppTransportSecurity');
    expect(() => closeTransportSecurity(open + open)).toThrow('one NSAppTransportSecurity');
    expect(() => closeTransportSecurity('<key>NSAppTransportSecurity</key><dict>')).toThrow('does not end');
  });
});
