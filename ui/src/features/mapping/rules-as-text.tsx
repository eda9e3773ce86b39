import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { useState } from "react";
import { beginning } from "../../components/odd-characters.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { lines as text } from "../../messages/mapping-lines.ts";
import { preview } from "../../messages/mapping-preview.ts";
import { shown, type RuleResults } from "./rule-results.ts";
import { RULE_SETS, type Rules } from "./rules.ts";

interface RulesAsTextProps {
  rules: Rules;
  results: RuleResults;
}

const SHOWN_CHARACTERS = 400;

/** The rules one after another: as a sentence, as CEL, and what they give. */
export function RulesAsText({ rules, results }: RulesAsTextProps) {
  const [open, setOpen] = useState(false);
  const count = rules.user.length + rules.external.length;
  if (count === 0) return null;
  return (
    <ExpandableSection
      variant="footer"
      headerText={text.asText(count)}
      expanded={open}
      data-testid="rules-as-text"
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {open ? <AllRules rules={rules} results={results} /> : null}
    </ExpandableSection>
  );
}

/** Rendered only when it is looked at: each key changes a part of it. */
function AllRules({ rules, results }: RulesAsTextProps) {
  return (
    <>
      {RULE_SETS.filter((set) => rules[set].length > 0).map((set) => (
        <div key={set}>
          {text.sets[set]}
          <ul className="reading-list">
            {rules[set].map(({ key, rule }) => {
              const result = results.get(key);
              const from = rule.expression ? text.expression : (rule.source ?? text.noRule);
              if (result === undefined) {
                return (
                  <li key={key}>
                    <UntrustedText>{text.line(from, rule.target)}</UntrustedText>
                  </li>
                );
              }
              const { status, value, why, sentence, cel } = result;
              const given = value === null ? why : beginning(shown(result), SHOWN_CHARACTERS);
              return (
                <li key={key}>
                  <UntrustedText>{sentence}</UntrustedText>
                  <Box fontSize="body-s" color="text-body-secondary">
                    <UntrustedText code>{cel}</UntrustedText>
                  </Box>
                  <div>
                    {status === null ? preview.none_yet : `${preview.status[status]}: `}
                    <UntrustedText>{given}</UntrustedText>
                  </div>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </>
  );
}
