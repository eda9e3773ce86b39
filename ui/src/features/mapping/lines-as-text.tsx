import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { lines as text } from "../../messages/mapping-lines.ts";
import { preview } from "../../messages/mapping-preview.ts";
import { shown, type RuleResults } from "./rule-results.ts";
import { RULE_SETS, type Rules } from "./rules.ts";

interface LinesAsTextProps {
  rules: Rules;
  results: RuleResults;
}

/** The same lines, read one after another. */
export function LinesAsText({ rules, results }: LinesAsTextProps) {
  const count = rules.user.length + rules.external.length;
  if (count === 0) return null;
  return (
    <ExpandableSection variant="footer" headerText={text.asText(count)} data-testid="lines-as-text">
      {RULE_SETS.filter((set) => rules[set].length > 0).map((set) => (
        <div key={set}>
          {text.sets[set]}
          <ul className="reading-list">
            {rules[set].map(({ key, rule }) => {
              const result = results.get(key);
              const from = rule.expression ? text.expression : (rule.source ?? text.noRule);
              const sentence = result?.sentence ?? text.line(from, rule.target);
              return (
                <li key={key}>
                  <UntrustedText>{sentence}</UntrustedText>
                  {result === undefined ? null : (
                    <div>
                      {preview.status[result.status]}
                      {": "}
                      <UntrustedText>{result.value === null ? result.why : shown(result)}</UntrustedText>
                    </div>
                  )}
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </ExpandableSection>
  );
}
