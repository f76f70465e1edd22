/** From the Host header to the place that a request is for. */
import { LIE_PORT } from '../deployment/lies.ts';
import { strangerAt, type Topology } from '../deployment/topology.ts';
import type { Host } from './message.ts';

/** Where the servers listen; filled in as they start. */
export interface ListeningPorts {
  secure: number;
  plain: number;
}

/** The name and port that the client wrote; null for a name that nothing lives at. */
export function hostOf(header: string, secure: boolean, topology: Topology, ports: ListeningPorts): Host | null {
  const [, name = '', port = ''] = /^(\[[^\]]+\]|[^:]*)(:\d+)?$/.exec(header.trim().toLowerCase()) ?? [];
  const found = topology.find(name);
  if (!found) return null;
  // A port that only a lie names is nobody's, whatever the name.
  const lie = secure && port === `:${LIE_PORT}` && ports.secure !== LIE_PORT;
  const usual = port === '' || port === (secure ? ':443' : ':80');
  const other = (number: number): string => (usual ? '' : `:${number}`);
  return {
    name,
    port: secure ? port : other(ports.secure),
    plainPort: secure ? other(ports.plain) : port,
    secure,
    place: lie ? strangerAt(name) : found,
  };
}
