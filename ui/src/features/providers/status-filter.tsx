import Select, { type SelectProps } from "@cloudscape-design/components/select";
import type { TestStatus } from "../../backend/bindings.ts";
import { outcomes } from "../../messages/actions.ts";
import { providers as text } from "../../messages/providers.ts";

interface StatusFilterProps {
  status: TestStatus | null;
  onChange: (status: TestStatus | null) => void;
}

const ANY: SelectProps.Option = { value: "", label: text.anyStatus };
const STATUSES: readonly TestStatus[] = ["never_tested", "passed", "failed", "stale"];
const OPTIONS = [ANY, ...STATUSES.map((value) => ({ value, label: outcomes.test[value] }))];

export default function StatusFilter({ status, onChange }: StatusFilterProps) {
  return (
    <Select
      selectedOption={OPTIONS.find(({ value }) => value === status) ?? ANY}
      options={OPTIONS}
      ariaLabel={text.statusFilter}
      data-testid="filter-status"
      onChange={({ detail }) =>
        onChange(STATUSES.find((one) => one === detail.selectedOption.value) ?? null)
      }
    />
  );
}
