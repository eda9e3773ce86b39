import Box from "@cloudscape-design/components/box";
import { actions } from "../messages/actions.ts";
import { CopyButton } from "./copy-button.tsx";
import { LongValue } from "./long-value.tsx";

interface CopyableProps {
  text: string | null;
  what: string;
}

/** A value with its copy button; *Not set* when there is none. */
export function Copyable({ text, what }: CopyableProps) {
  if (text === null || text === "") {
    return (
      <Box variant="span" color="text-status-inactive">
        {actions.notSet}
      </Box>
    );
  }
  return (
    <span className="copyable">
      <CopyButton text={text} what={what} />
      <span>
        <LongValue>{text}</LongValue>
      </span>
    </span>
  );
}
