/** How Chromium is told to trust the simulator. */
import { createHash } from 'node:crypto';
import * as tls from 'node:tls';
import type { SimulatorFacts } from './simulator-process.ts';

/** The SHA-256 of the simulator's public key, by which Chromium is told to trust this one server. */
export function publicKeyHash({ port, hosts }: Pick<SimulatorFacts, 'port' | 'hosts'>): Promise<string> {
  return new Promise((resolve, reject) => {
    // Nothing is sent; the key is only looked at.
    const socket = tls.connect({ host: '127.0.0.1', port, servername: hosts.pool, rejectUnauthorized: false }, () => {
      const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
      socket.destroy();
      if (key === undefined) reject(new Error('The simulator showed no certificate.'));
      else resolve(createHash('sha256').update(key).digest('base64'));
    });
    socket.on('error', reject);
  });
}
