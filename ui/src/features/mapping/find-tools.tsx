import SegmentedControl from "@cloudscape-design/components/segmented-control";
import TextFilter from "@cloudscape-design/components/text-filter";
import { finding as text } from "../../messages/mapping-lines.ts";
import type { Finding, Show } from "./use-finding.ts";

interface FindToolsProps {
  finding: Finding;
  /** How many fit the search; null while nothing is searched for. */
  matches: number | null;
  /** Goes to the first that fits. */
  onFirst?: () => void;
}

const SHOWN: readonly Show[] = ["all", "connected", "problems"];

/** Search, and a part of the rules. */
export function FindTools({ finding, matches, onFirst }: FindToolsProps) {
  const { search, setSearch, show, setShow, problems } = finding;
  const words = { ...text.shown, problems: text.shown.problems(problems) };
  return (
    <div className="find-tools">
      <div
        className="lines-search"
        data-own-undo
        onKeyDown={(event) => {
          if (event.key !== "Enter" || onFirst === undefined) return;
          // The same key would press the button that has the focus then.
          event.preventDefault();
          onFirst();
        }}
      >
        <TextFilter
          filteringText={search}
          filteringPlaceholder={text.search}
          filteringAriaLabel={text.search}
          {...(matches === null ? {} : { countText: text.searchMatches(matches) })}
          data-testid="lines-search"
          onChange={({ detail }) => setSearch(detail.filteringText)}
        />
      </div>
      <SegmentedControl
        label={text.label}
        selectedId={show}
        data-testid="show-rules"
        options={SHOWN.map((id) => ({ id, text: words[id] }))}
        onChange={({ detail }) => setShow(SHOWN.find((one) => one === detail.selectedId) ?? "all")}
      />
    </div>
  );
}
