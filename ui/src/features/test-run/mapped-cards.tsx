import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { MappedEntry, MappedLists } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { run } from "../../messages/test-run.ts";
import { Copyable } from "../../parts/copyable.tsx";

const text = run.mapped;

/** What the mapping rules make of the received attributes. */
export function MappedCards({ mapped }: { mapped: MappedLists }) {
  return (
    <SpaceBetween size="l">
      {mapped.problems.length === 0 ? null : (
        <Alert
          type={mapped.problems.some(({ required }) => required) ? "error" : "warning"}
          header={text.problems}
        >
          {mapped.problems.map(({ target, required, message }, index) => (
            <div key={index}>
              <UntrustedText>
                {required ? text.required(target, message) : text.optional(target, message)}
              </UntrustedText>
            </div>
          ))}
        </Alert>
      )}
      <div className="side-by-side">
        <MappedSet title={text.user} hint={text.userHint} values={mapped.user} />
        <MappedSet title={text.external} hint={text.externalHint} values={mapped.external} />
      </div>
    </SpaceBetween>
  );
}

interface MappedSetProps {
  title: string;
  hint: string;
  values: readonly MappedEntry[];
}

function MappedSet({ title, hint, values }: MappedSetProps) {
  return (
    <SpaceBetween size="s">
      <Header variant="h3" headingTagOverride="h2" description={hint}>
        {title}
      </Header>
      {values.length === 0 ? (
        <Box color="text-status-inactive">{text.none}</Box>
      ) : (
        <KeyValuePairs
          columns={1}
          items={values.map(({ name, value }) => ({
            label: <UntrustedText>{name}</UntrustedText>,
            value: (
              <SpaceBetween size="xxs">
                {(typeof value === "string" ? [value] : value).map((one, index) => (
                  <Copyable key={index} text={one} what={name} />
                ))}
              </SpaceBetween>
            ),
          }))}
        />
      )}
    </SpaceBetween>
  );
}
