import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import { memo } from "react";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { mapping } from "../../messages/mapping.ts";

const text = mapping.sendOnly;
const SHOWN_NAMES = 200;

interface SendOnlyProps {
  on: boolean;
  onChange: (on: boolean) => void;
  /** What no rule names, of the run of the preview. */
  others: readonly string[] | null;
  /** The names that fill the local user, sent or not. */
  forUser: ReadonlySet<string>;
}

export const SendOnly = memo(function SendOnly({ on, onChange, others, forUser }: SendOnlyProps) {
  return (
    <Container>
      <SpaceBetween size="s">
        <Toggle
          checked={on}
          description={text.text}
          data-testid="send-only"
          onChange={({ detail }) => onChange(detail.checked)}
        >
          {text.label}
        </Toggle>
        <Others on={on} others={others} forUser={forUser} />
      </SpaceBetween>
    </Container>
  );
});

function Others({ on, others, forUser }: Omit<SendOnlyProps, "onChange">) {
  if (others === null) return <Box color="text-body-secondary">{text.noRun}</Box>;
  if (others.length === 0) return <Box color="text-body-secondary">{text.nothing}</Box>;
  return (
    <ExpandableSection
      variant="inline"
      defaultExpanded
      headerText={on ? text.dropped(others.length) : text.wouldDrop(others.length)}
      data-testid="other-attributes"
    >
      <ul className="name-list">
        {others.slice(0, SHOWN_NAMES).map((name) => (
          <li key={name}>
            {on ? (
              <>
                <s>
                  <UntrustedText code>{name}</UntrustedText>
                </s>
                {forUser.has(name) ? (
                  <Box variant="small" margin={{ left: "xxs" }}>
                    {text.forUser}
                  </Box>
                ) : null}
              </>
            ) : (
              <UntrustedText code>{name}</UntrustedText>
            )}
          </li>
        ))}
        {others.length > SHOWN_NAMES ? <li>{text.more(others.length - SHOWN_NAMES)}</li> : null}
      </ul>
    </ExpandableSection>
  );
}
