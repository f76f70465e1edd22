/** For tests: enters the browser host as a browser does, for clients that are none. */
export interface Entered {
  /** The page, `http://127.0.0.1:PORT/PLACE/`. */
  page: URL;
  /** The tab's socket beside it. */
  socket: URL;
  /** What has to go with each request for them. */
  headers: { origin: string; cookie: string };
}

/** Buys the cookie with the key in `url`; throws where that is refused. */
export async function enter(url: string): Promise<Entered> {
  const answer = await fetch(url);
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  const place = /^0; url=(\/[\w-]+\/)$/.exec(answer.headers.get('refresh') ?? '')?.[1];
  await answer.body?.cancel();
  if (place === undefined || cookie === '') throw new Error(`not let in: ${answer.status}`);
  const page = new URL(place, url);
  const socket = new URL('socket', page);
  socket.protocol = 'ws:';
  return { page, socket, headers: { origin: page.origin, cookie } };
}
