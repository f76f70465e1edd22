/** What a media type is: how documents are written in it and bodies read. The list of them is in `media.ts`. */
import type { Document } from './resource.ts';

/** Properties of a request body under their names as sent. */
export type InputProperties = Readonly<Record<string, unknown>>;

/** The knobs that the form of a document depends on. */
export interface Style {
  readonly docsStyle: boolean;
}

export interface Medium {
  /** Types that a client may name in Accept and Content-Type; the first is what answers to a wildcard are sent as. */
  readonly types: readonly string[];
  /** Whether answers may begin with a byte order mark (GAPS 78). */
  readonly byteOrderMark: boolean;
  readonly write: (document: Document, style: Style) => string;
  /** Null when the text is not an object of this medium. */
  readonly read: (text: string) => InputProperties | null;
}
