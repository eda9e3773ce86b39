import { Fragment } from "react";

interface UntrustedTextProps {
  children: string;
  /** Fixed-width, for identifiers and values that are compared character by character. */
  code?: boolean;
}

const AFTER_PUNCTUATION = /(?<=[./:?&=@_-])(?=[^./:?&=@_-])/;
/** Addresses and names are shorter; in longer texts the additional elements only cost. */
const LONGEST = 300;

/**
 * Text that others wrote: its direction cannot change what stands beside it, and it wraps
 * after punctuation, or anywhere when it has to.
 */
export function UntrustedText({ children, code = false }: UntrustedTextProps) {
  return (
    <bdi className={code ? "untrusted-text code-text" : "untrusted-text"}>
      {children.length > LONGEST ? children : <Breakable text={children} />}
    </bdi>
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
