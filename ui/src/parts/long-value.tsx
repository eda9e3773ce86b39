import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { beginning } from "../components/odd-characters.ts";
import { UntrustedText } from "../components/untrusted-text.tsx";
import { actions } from "../messages/actions.ts";

const SHOWN_CHARACTERS = 400;
/** More at once would hold the window up; the copy has everything. */
const MORE_CHARACTERS = 20_000;

interface LongValueProps {
  children: string;
  /** How much is shown at first. */
  shown?: number;
}

/** A value that others wrote, however long: its beginning, and the rest on request. */
export function LongValue({ children: value, shown = SHOWN_CHARACTERS }: LongValueProps) {
  const [length, setLength] = useState(shown);
  if (value.length <= shown) return <UntrustedText code>{value}</UntrustedText>;
  const left = value.length - length;
  return (
    <>
      <UntrustedText code>{beginning(value, length)}</UntrustedText>{" "}
      <Button
        variant="inline-link"
        ariaExpanded={length > shown}
        onClick={() => setLength(left > 0 ? length + MORE_CHARACTERS : shown)}
      >
        {left <= 0
          ? actions.showLess
          : left <= MORE_CHARACTERS
            ? actions.showAll(value.length)
            : actions.showMore(MORE_CHARACTERS, value.length)}
      </Button>
    </>
  );
}
