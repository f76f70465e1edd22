/** The accounts that are kept and the one in use: how one comes into use, and what goes when one is forgotten. */
import type { SignInHelp } from '../ports.ts';
import type { Documents } from '../settings/documents.ts';
import { set } from '../store/actions.ts';
import { domainOf, type Account } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { Passwords } from './passwords.ts';
import type { TicketKeeper } from './ticket-keeper.ts';

export interface Shelf {
  /** A kept account, or null. */
  find(address: string): Account | null;
  /** Puts an account in use. What the window shows of another one leaves, after it was written. */
  enter(account: Account): Promise<void>;
  /** Drops what an account's password and tickets are kept in; a keychain that does not let go is told. */
  forgetSecrets(address: string): Promise<void>;
  /** Removes all that is kept of an account. */
  forget(address: string): Promise<void>;
}

export interface ShelfDeps {
  readonly store: Store;
  readonly documents: Documents;
  readonly passwords: Passwords;
  readonly tickets: TicketKeeper;
  readonly help: SignInHelp;
  /** Puts what is kept of an account into the store. */
  readonly open: (address: string) => void;
}

/** Makes the shelf. */
export function createShelf({ store, documents, passwords, tickets, help, open }: ShelfDeps): Shelf {
  function find(address: string): Account | null {
    return store.state.accounts.find((account) => account.address === address) ?? null;
  }

  function remove(address: string): void {
    documents.forget(address);
    const accounts = store.state.accounts.filter((account) => account.address !== address);
    store.dispatch(set('accounts', accounts));
    const domain = domainOf(address);
    const { [domain]: hosts, ...trustedHosts } = documents.kept.trustedHosts;
    if (hosts && !accounts.some((account) => domainOf(account.address) === domain)) documents.keep({ trustedHosts });
  }

  async function forgetSecrets(address: string): Promise<void> {
    const [removed] = await Promise.all([passwords.forget(address), tickets.forget(address)]);
    if (!removed.ok) store.dispatch(set('notice', removed.error));
  }

  return {
    find,
    async enter(account) {
      const before = store.state.account;
      const other = before !== null && before.address !== account.address;
      const known = find(account.address);
      if (known && known.server !== account.server) documents.keepOfAccount(account.address, { found: null });
      if (other) {
        documents.flush();
        passwords.drop();
        store.dispatch({ type: 'accountCleared' });
      }
      store.dispatch(set('account', account));
      if (documents.opened !== account.address) open(account.address);
      if (!other) return;
      // An address that never led anywhere was mistyped.
      if (!documents.ofAccount(before.address).proven && !documents.has(before.address)) remove(before.address);
      // The pages' cookies are somebody's: they must not sign another one in.
      await help.pages?.forget();
    },
    forgetSecrets,
    async forget(address) {
      remove(address);
      await Promise.all([forgetSecrets(address), help.openId?.forget(address)]);
    },
  };
}
