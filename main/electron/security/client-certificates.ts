/**
 * Certificates by which a user proves to a server who he is. Left to itself, Electron shows the first one of the
 * system's store to whatever server asks, and a sign-in page may load from many.
 */
import { app, dialog } from 'electron';
import type { Clock } from '../../core/ports.ts';
import { WORDS } from '../words/words.ts';

/** More buttons fit no dialog. */
const MOST = 4;

/**
 * Asks the user which certificate a host may see, once for each host until the app ends. Requests of our own ask for
 * one only at hosts that may be given credentials: there the only one there is goes without a question.
 */
export function chooseCertificates(clock: Pick<Clock, 'now'>): void {
  /** By host: the fingerprint that the user chose, null for none, or the question that is still open. */
  const answers = new Map<string, Promise<string | null>>();

  app.on('select-client-certificate', (event, contents, url, certificates, callback) => {
    event.preventDefault();
    const valid = certificates.filter(({ validExpiry }) => validExpiry * 1000 > clock.now());
    const [first, ...more] = valid;
    if (first === undefined) return callback();
    if (contents === null && more.length === 0) return callback(first);
    const host = hostOf(url);
    const answer = answers.get(host) ?? ask(host, valid.slice(0, MOST));
    answers.set(host, answer);
    void answer.then((fingerprint) => {
      const chosen = valid.find((certificate) => certificate.fingerprint === fingerprint);
      if (chosen === undefined) callback();
      else callback(chosen);
    });
  });
}

/** Electron calls it a URL and gives host and port. */
function hostOf(url: string): string {
  return url.replace(/^https:\/\//, '').replace(/[:/].*$/, '');
}

async function ask(host: string, certificates: readonly Electron.Certificate[]): Promise<string | null> {
  const none = certificates.length;
  const { response } = await dialog
    .showMessageBox({
      type: 'question',
      title: WORDS.app,
      message: WORDS.certificateTitle(host),
      detail: WORDS.certificateDetail,
      buttons: [
        ...certificates.map(({ subjectName, issuerName }) => `${subjectName} (${issuerName})`),
        WORDS.noCertificate,
      ],
      defaultId: none,
      cancelId: none,
    })
    .catch(() => ({ response: none }));
  return certificates[response]?.fingerprint ?? null;
}
