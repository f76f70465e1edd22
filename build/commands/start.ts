/** `npm start`: the app for a real account, in Electron where its binary is, else in the browser host. */
import { buildStale } from './bundles.ts';
import { browserHost, chooseElectron, electronHost, runHost } from './host.ts';

if (await buildStale()) {
  const binary = await chooseElectron(null);
  process.exitCode = await runHost(binary === null ? browserHost(process.argv.slice(2)) : electronHost(binary));
} else {
  process.exitCode = 1;
}
