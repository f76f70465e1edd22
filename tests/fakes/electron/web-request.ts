/** The fake of a session's `webRequest`: what its listeners let through, and what they make of an answer's headers. */
import type {} from 'electron';

type BeforeRequest = (
  details: Electron.OnBeforeRequestListenerDetails,
  callback: (response: Electron.CallbackResponse) => void,
) => void;
type HeadersReceived = (
  details: Electron.OnHeadersReceivedListenerDetails,
  callback: (response: Electron.HeadersReceivedResponse) => void,
) => void;

/** As documented (api/web-request): only the last attached listener counts, and null takes it away. */
export class FakeWebRequest {
  #beforeRequest: BeforeRequest | null = null;
  #headersReceived: HeadersReceived | null = null;

  onBeforeRequest(listener: BeforeRequest | null): void {
    this.#beforeRequest = listener;
  }
  onHeadersReceived(listener: HeadersReceived | null): void {
    this.#headersReceived = listener;
  }

  /** A page of the session loads something: true when nobody cancels it. */
  load(url: string, resourceType: Electron.OnBeforeRequestListenerDetails['resourceType'] = 'image'): boolean {
    let answer: Electron.CallbackResponse | null = null;
    const details = { id: 1, url, method: 'GET', resourceType } as Electron.OnBeforeRequestListenerDetails;
    this.#beforeRequest?.(details, (response) => (answer = response));
    if (this.#beforeRequest === null) return true;
    if (answer === null) throw new Error('onBeforeRequest: the callback has to be called');
    return (answer as Electron.CallbackResponse).cancel !== true;
  }

  /** An answer with these headers arrives: the headers that the page gets. */
  receive(url: string, responseHeaders: Record<string, string[]>): Record<string, string | string[]> {
    if (this.#headersReceived === null) return responseHeaders;
    let answer: Electron.HeadersReceivedResponse = {};
    const details = { id: 1, url, method: 'GET', responseHeaders, statusCode: 200 };
    this.#headersReceived(details as unknown as Electron.OnHeadersReceivedListenerDetails, (response) => {
      answer = response;
    });
    return answer.responseHeaders ?? responseHeaders;
  }
}
