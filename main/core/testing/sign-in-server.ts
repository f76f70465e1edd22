/** A pool that signs people of `example.org` in by password and has a small application, over scripted HTTP. */
import { fakeHttp, json, raw, type FakeHttp, type Scripted } from '../ucwa/testing.ts';

const POOL = 'https://pool.example.org';

export const URLS = {
  root: 'https://lyncdiscover.example.org/',
  service: `${POOL}/WebTicket/oauthtoken`,
  applications: `${POOL}/ucwa/applications`,
  application: `${POOL}/ucwa/applications/1`,
  events: `${POOL}/ucwa/applications/1/events?ack=1`,
};

export interface SignInServer {
  readonly http: FakeHttp;
  /** Passwords that were tried, in order. */
  readonly tried: string[];
  /** The one that is right. */
  password: string;
}

/** Builds it. The event channel stays parked; every other resource of the application is empty. */
export function signInServer(password = 'secret'): SignInServer {
  const http = fakeHttp();
  const server: SignInServer = { http, tried: [], password };
  const links = (hrefs: Record<string, string>): Record<string, { href: string }> =>
    Object.fromEntries(Object.entries(hrefs).map(([rel, href]) => [rel, { href }]));

  const guarded =
    (answer: Scripted): Scripted =>
    (request, signal) => {
      if (request.headers['authorization'] === 'Bearer ticket')
        return typeof answer === 'function' ? answer(request, signal) : answer;
      return raw(401, '<html>', {
        'content-type': 'text/html',
        'www-authenticate': `MsRtcOAuth href="${URLS.service}",grant_type="password"`,
      });
    };

  http.on(`GET ${URLS.root}`, json(200, { _links: links({ user: `${POOL}/user` }) }));
  http.on(`GET ${POOL}/user`, guarded(json(200, { _links: links({ applications: URLS.applications }) })));
  http.on(`POST ${URLS.service}`, (request) => {
    const given = new URLSearchParams(request.body ?? '').get('password') ?? '';
    server.tried.push(given);
    if (given !== server.password) return json(400, { error: 'invalid_grant' });
    return json(200, { access_token: 'ticket', expires_in: 28_800 });
  });
  const application = {
    rel: 'application',
    _links: links({ self: '/ucwa/applications/1', events: '/ucwa/applications/1/events?ack=1' }),
    _embedded: {
      me: { rel: 'me', name: 'Ann', uri: 'sip:ann@example.org', _links: {} },
      people: { rel: 'people', _links: links({ self: '/people', myGroups: '/people/groups' }) },
    },
  };
  http.on(`POST ${URLS.applications}`, guarded(json(201, application)));
  http.on(`GET ${URLS.application}`, guarded(json(200, application)));
  http.on(
    `GET ${POOL}/people/groups`,
    guarded(json(200, { rel: 'myGroups', _links: links({ self: '/people/groups' }) })),
  );
  http.on(`DELETE ${URLS.application}`, guarded(raw(204, '')));
  http.on(
    `GET ${URLS.events}&timeout=180&low=15&medium=5`,
    guarded(
      (_, signal) =>
        new Promise((resolve) => {
          signal?.addEventListener('abort', () => resolve({ ok: false, failure: { kind: 'aborted', detail: '' } }));
        }),
    ),
  );
  return server;
}
