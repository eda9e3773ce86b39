import { Fragment } from "react";
import { oddPieces } from "./odd-characters.ts";

interface UntrustedTextProps {
  children: string;
  /** Fixed-width, for identifiers and values that are compared character by character. */
  code?: boolean;
}

const AFTER_PUNCTUATION = /(?<=[./:?&=@_-])(?=[^./:?&=@_-])/;
/** Addresses and names are shorter; in longer texts the additional elements only cost. */
const LONGEST = 300;

/**
 * Text that others wrote: its direction cannot change what stands beside it, what cannot be seen
 * in it is named, and it wraps after punctuation, or anywhere when it has to.
 */
export function UntrustedText({ children, code = false }: UntrustedTextProps) {
  return (
    <bdi className={code ? "untrusted-text code-text" : "untrusted-text"}>
      <OddMarked text={children} breakable={children.length <= LONGEST} />
    </bdi>
  );
}

interface OddMarkedProps {
  text: string;
  breakable?: boolean;
}

/** A text with its invisible, control and direction characters as marks that name them. */
export function OddMarked({ text, breakable = false }: OddMarkedProps) {
  const plain = (piece: string) => (breakable ? <Breakable text={piece} /> : piece);
  const pieces = oddPieces(text);
  if (pieces === null) return plain(text);
  return pieces.map((piece, index) =>
    piece.odd === null ? (
      <Fragment key={index}>{plain(piece.text)}</Fragment>
    ) : (
      <span key={index} className="odd-character">
        {piece.odd}
      </span>
    ),
  );
}

function Breakable({ text }: { text: string }) {
  return text.split(AFTER_PUNCTUATION).map((piece, index) => (
    <Fragment key={index}>
      {index === 0 ? null : <wbr />}
      {piece}
    </Fragment>
  ));
}
