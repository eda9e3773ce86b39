import Checkbox from "@cloudscape-design/components/checkbox";
import { useBackups } from "../backend/start-queries.ts";
import { backups as text } from "../messages/start-up.ts";

interface BackupsTooProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Says, where something is deleted for good, that backups still hold it. */
export function BackupsToo({ checked, onChange }: BackupsTooProps) {
  const { data } = useBackups();
  const kept = (data?.backups.length ?? 0) + (data?.setAside.length ?? 0);
  if (kept === 0) return null;
  return (
    <Checkbox
      checked={checked}
      description={text.too.description}
      data-testid="backups-too"
      onChange={({ detail }) => onChange(detail.checked)}
    >
      {text.too.label(kept)}
    </Checkbox>
  );
}
