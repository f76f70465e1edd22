/** A computer that can sign in in every way, and a user who fills in every form, over the simulator's pages. */
import { createSystemClock } from '../../main/system/clock.ts';
import { createOpenId } from '../../main/system/microsoft.ts';
import type { Http, HttpRequest, SignInHelp, TokenStore } from '../../main/core/ports.ts';
import type { Simulator } from '../../simulator/index.ts';
import { formOf, Visitor } from '../../simulator/testing/visitor.ts';
import type { Page } from '../../simulator/testing/visitor.ts';

export const CLIENT_ID = '2f1b6d9c-7c3c-4d3b-9d68-9a6d7a1f0c11';

export interface Computer {
  /** For `RollcallOptions.help`. */
  readonly help: (http: Http, tokens: TokenStore) => { http: Http; signInHelp: SignInHelp };
  /** Every password, ticket, cookie, code and token that has come by. */
  readonly secrets: Set<string>;
  /** Every URL that was asked for. */
  readonly urls: Set<string>;
  /** Pages that the user was shown. */
  readonly shown: string[];
}

/** Makes it. `password`: what the user enters; default: the right one. */
export function createComputer(simulator: Simulator, password = simulator.password): Computer {
  const secrets = new Set([password]);
  const urls = new Set<string>();
  const shown: string[] = [];
  let visitor = new Visitor(simulator);

  function seen(page: Page): Page {
    for (const set of page.headers['set-cookie'] ?? []) secrets.add(/=([^;]*)/.exec(set)?.[1] ?? '');
    return page;
  }

  function watch(request: HttpRequest, body: string): void {
    urls.add(request.url);
    const ticket = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1];
    if (ticket !== undefined) secrets.add(ticket);
    for (const field of ['password', 'code', 'code_verifier', 'refresh_token']) {
      secrets.add(new URLSearchParams(request.body ?? '').get(field) ?? '');
    }
    for (const [, token = ''] of body.matchAll(/"(?:access|id|refresh)_token"\s*:\s*"([^"]+)"/g)) secrets.add(token);
  }

  const withCookies = (request: HttpRequest): HttpRequest => {
    const cookie = request.as === 'pageUser' ? visitor.cookies(new URL(request.url).hostname) : '';
    return cookie === '' ? request : { ...request, headers: { ...request.headers, cookie } };
  };

  return {
    secrets,
    urls,
    shown,
    help(sockets, tokens) {
      const http: Http = {
        async send(request, signal) {
          const outcome = await sockets.send(withCookies(request), signal);
          watch(request, outcome.ok ? new TextDecoder().decode(outcome.response.body) : '');
          return outcome;
        },
      };
      return {
        http,
        signInHelp: {
          systemUser: true,
          pages: {
            async show({ url, returnsTo }) {
              shown.push(new URL(url).hostname);
              let page = seen(await visitor.browse(url));
              if (new URL(page.url).origin !== returnsTo) {
                page = seen(await visitor.submit(page, { UserName: simulator.address, Password: password }));
              }
              const host = new URL(returnsTo).hostname;
              for (const cookie of visitor.cookies(host).split('; ')) secrets.add(cookie.split('=')[1] ?? '');
              return new URL(page.url).origin === returnsTo ? 'returned' : 'closed';
            },
            async forget() {
              visitor = new Visitor(simulator);
            },
          },
          openId: createOpenId({
            http,
            clock: createSystemClock(),
            tokens,
            async openBrowser(url) {
              shown.push(new URL(url).hostname);
              const form = await visitor.browse(url);
              const done = await visitor.submit(form, { login: simulator.address, passwd: password });
              const { location } = done.headers;
              const target = location === undefined ? formOf(done) : null;
              secrets.add((target ? target.fields : new URL(location ?? '').searchParams).get('code') ?? '');
              // Whoever waits on this computer answers when it has its token.
              void (target ? fetch(target.action, { method: 'POST', body: target.fields }) : fetch(location ?? ''));
              return true;
            },
          }),
        },
      };
    },
  };
}
