/** The one user who can sign in, and the passwords that the account was refused with. */
import { createHash } from 'node:crypto';
import { keyOf } from '../directory/truth.ts';
import type { Strictness } from '../strictness.ts';

export class Account {
  /** `user@domain`. */
  readonly address: string;
  #password: string;
  /** Digests of user name and password: a lock-out counts every one of them again. */
  readonly #refused = new Set<string>();

  constructor(address: string, password: string) {
    this.address = address;
    this.#password = password;
  }

  /** What was refused before may be right now. */
  changePassword(password: string): void {
    this.#password = password;
    this.#refused.clear();
  }

  /** True for the user by address, with or without `sip:`. */
  isUser(name: string): boolean {
    return keyOf(name.replace(/^sip:/i, '')) === keyOf(this.address);
  }

  /** True for the names that a Windows domain knows the user by: the part before the `@`, or all of it. */
  isAccountName(name: string): boolean {
    return keyOf(name) === keyOf(this.address.split('@')[0] ?? '') || this.isUser(name);
  }

  /** Judges a password that a person typed. */
  isRight(name: string, password: string): boolean {
    return this.isUser(name) && password === this.#password;
  }

  /** Judges a password that a program sent: the same one twice, after a refusal, is an offence. */
  isRightFrom(name: string, password: string, strictness: Strictness): boolean {
    if (this.isRight(name, password)) return true;
    const digest = createHash('sha256')
      .update(`${keyOf(name)}\n${password}`)
      .digest('hex');
    if (this.#refused.has(digest)) strictness.record('refusedPasswordAgain', 'POST token endpoint');
    this.#refused.add(digest);
    return false;
  }
}
