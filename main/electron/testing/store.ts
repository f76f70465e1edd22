/** For tests: what stands in for electron-store where its package cannot be loaded. */
import Conf from 'conf';
import { fake } from '../../../tests/fakes/electron.ts';
import type { DocumentClass } from '../settings.ts';

/** electron-store is conf with Electron's folder as a default and a channel for pages. */
export class StandInStore extends Conf {
  constructor(options: ConstructorParameters<DocumentClass>[0]) {
    const { name, ...rest } = options;
    super({ ...rest, configName: name, projectName: 'rollcall' });
    fake.ipc.on('electron-store-get-data', () => {});
  }
}
