import Box from "@cloudscape-design/components/box";
import type { NameValue } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";

interface NameValueListProps {
  pairs: readonly NameValue[];
  none: string;
}

export function NameValueList({ pairs, none }: NameValueListProps) {
  if (pairs.length === 0) return <Box color="text-status-inactive">{none}</Box>;
  return (
    <dl className="name-values">
      {pairs.map(({ name, value }, index) => (
        <div key={index}>
          <dt>
            <UntrustedText code>{name}</UntrustedText>
          </dt>
          <dd>
            <UntrustedText code>{value}</UntrustedText>
          </dd>
        </div>
      ))}
    </dl>
  );
}
