import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { poolEditor as text } from "../../messages/pool-editor.ts";
import { useNoWriting } from "../../parts/no-writing.ts";
import type { PoolRequest } from "./use-pool-editing.ts";

interface EntryMenuProps {
  what: "client" | "user";
  id: string;
  name: string;
  onAsk: (request: PoolRequest) => void;
}

/** What can be done with a client or user of the pool. */
export function EntryMenu({ what, id: key, name, onAsk }: EntryMenuProps) {
  const noWriting = useNoWriting();
  return (
    <ButtonDropdown
      variant="icon"
      expandToViewport
      ariaLabel={text.menuOf(name)}
      data-testid={`actions-${what}-${key}`}
      items={[
        { id: "edit", text: text.edit, ...noWriting },
        { id: "duplicate", text: text.duplicate, ...noWriting },
        { id: "remove", text: text.remove, ...noWriting },
      ]}
      onItemClick={({ detail }) => {
        if (detail.id === "edit" || detail.id === "duplicate" || detail.id === "remove") {
          onAsk({ act: detail.id, what, key });
        }
      }}
    />
  );
}
