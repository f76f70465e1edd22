import { describe, expect, it } from 'vitest';
import { shippedSbom } from './sbom.ts';
import type { Sbom } from './sbom.ts';

const component = (name: string, version: string) => ({
  'bom-ref': `${name}@${version}`,
  name,
  version,
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  scope: 'optional',
  properties: [{ name: 'cdx:npm:package:development', value: 'true' }],
});
const all: Sbom = {
  metadata: { component: { ...component('rollcall', '0.1.0'), name: 'folder' } },
  components: [
    component('a', '1.0.0'),
    component('a', '2.0.0'),
    component('@b/c', '1.0.0'),
    component('vitest', '5.1.0'),
    component('electron', '45.4.1'),
  ],
  dependencies: [
    { ref: 'rollcall@0.1.0', dependsOn: ['vitest@5.1.0'] },
    { ref: 'a@2.0.0', dependsOn: ['@b/c@1.0.0', 'vitest@5.1.0'] },
    { ref: '@b/c@1.0.0' },
    { ref: 'vitest@5.1.0', dependsOn: ['a@1.0.0'] },
  ],
};
const shipped = [
  { name: '@b/c', version: '1.0.0' },
  { name: 'a', version: '2.0.0' },
];

describe('the bill of materials', () => {
  it('names what is shipped in its version, Electron, and nothing else', () => {
    const sbom = shippedSbom(all, shipped, '45.4.1');
    expect(sbom.components.map((one) => one['bom-ref'])).toEqual(['@b/c@1.0.0', 'a@2.0.0', 'electron@45.4.1']);
    expect(sbom.components.every((one) => one.scope === 'required' && !('properties' in one))).toBe(true);
    expect(sbom.metadata.component.name).toBe('rollcall');
  });

  it('keeps the dependencies among them', () => {
    expect(shippedSbom(all, shipped, '45.4.1').dependencies).toEqual([
      { ref: 'rollcall@0.1.0', dependsOn: ['@b/c@1.0.0', 'a@2.0.0', 'electron@45.4.1'] },
      { ref: 'a@2.0.0', dependsOn: ['@b/c@1.0.0'] },
      { ref: '@b/c@1.0.0', dependsOn: [] },
    ]);
  });

  it('is refused when something that is shipped is unknown', () => {
    expect(() => shippedSbom(all, [{ name: 'a', version: '3.0.0' }], '45.4.1')).toThrow('a 3.0.0 is shipped');
    expect(() => shippedSbom(all, shipped, '46.0.0')).toThrow('electron 46.0.0');
  });
});
