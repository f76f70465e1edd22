/** Short forms of the replies that handlers give. */
import type { Reply } from './message.ts';
import type { Resource } from './resource.ts';

export function ok(resource: Resource): Reply {
  return { status: 200, document: { kind: 'resource', resource } };
}

export function created(resource: Resource): Reply {
  return { status: 201, document: { kind: 'resource', resource } };
}

export const NO_CONTENT: Reply = { status: 204 };
