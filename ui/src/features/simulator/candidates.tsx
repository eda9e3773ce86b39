import Table from "@cloudscape-design/components/table";
import type { CandidateView } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { simulator } from "../../messages/simulator.ts";

const text = simulator.candidates;

/** Every provider, and why it was taken or not. */
export function Candidates({ candidates }: { candidates: readonly CandidateView[] }) {
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      items={candidates}
      trackBy={({ provider }) => provider.id}
      ariaLabels={{ tableLabel: text.label }}
      columnDefinitions={[
        {
          id: "provider",
          header: text.provider,
          isRowHeader: true,
          minWidth: 100,
          cell: ({ provider }) => <UntrustedText>{provider.name}</UntrustedText>,
        },
        {
          id: "domain",
          header: text.domain,
          minWidth: 84,
          cell: ({ domain }) => <UntrustedText>{domain ?? text.noDomain}</UntrustedText>,
        },
        {
          id: "because",
          header: text.because,
          minWidth: 136,
          cell: ({ because }) => <UntrustedText>{because}</UntrustedText>,
        },
      ]}
    />
  );
}
