/** What reached hosts that no credential may ever reach: strangers, wrong ports, plain http. For tests to look into. */
export interface CapturedRequest {
  /** Machine time in milliseconds since 1970. */
  readonly at: number;
  readonly scheme: 'http' | 'https';
  /** With the port, as the client wrote it. */
  readonly host: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What of the user's came with it, or null: the only good answer. */
  readonly credential: Credential | null;
}

export type Credential = 'authorization' | 'cookie' | 'password' | 'token';

const MOST = 1000;

export class Captured {
  #requests: CapturedRequest[] = [];

  add(request: CapturedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length > MOST) this.#requests.shift();
  }

  read(): CapturedRequest[] {
    return [...this.#requests];
  }

  clear(): void {
    this.#requests = [];
  }
}
