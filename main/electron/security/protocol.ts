/** The app's own scheme `app://rollcall/`: the window's files, and nothing else, from the renderer's folder. */
import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { APP_SCHEME, appHeaders, resolveAppPath } from './protocol-path.ts';

/** Tells Chromium what the scheme may do. Call it before `ready`. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files of `folder`. Call it after `ready`. */
export function serveApp(folder: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const file = resolveAppPath(request.url);
    if (file === null || (request.method !== 'GET' && request.method !== 'HEAD')) return notFound();
    try {
      const bytes = await readFile(join(folder, ...file.segments));
      return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), { headers: appHeaders(file.type) });
    } catch {
      return notFound();
    }
  });
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: appHeaders('text/plain; charset=utf-8') });
}
