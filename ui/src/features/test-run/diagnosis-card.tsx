import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Diagnosis } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { run } from "../../messages/test-run.ts";
import { Copyable } from "../../parts/copyable.tsx";

const text = run.diagnosis;

/** Why it failed and what to change, with what was seen. */
export function DiagnosisCard({ diagnosis, verdict }: { diagnosis: Diagnosis; verdict: string }) {
  const evidence = diagnosis.evidence ?? [];
  return (
    <Container
      header={
        // The verdict above says it already.
        <Header variant="h2">{diagnosis.title === verdict ? text.heading : diagnosis.title}</Header>
      }
      data-testid={`diagnosis-${diagnosis.code}`}
    >
      <SpaceBetween size="l">
        <div className="side-by-side">
          <div>
            <Box variant="h3" padding={{ top: "n" }}>
              {text.nextSteps}
            </Box>
            <ol className="reading-list">
              {diagnosis.nextSteps.map((step, index) => (
                <li key={index}>
                  <UntrustedText>{step}</UntrustedText>
                </li>
              ))}
            </ol>
          </div>
          <div>
            <Box variant="h3" padding={{ top: "n" }}>
              {text.causes}
            </Box>
            <ul className="reading-list">
              {diagnosis.causes.map((cause, index) => (
                <li key={index}>
                  <UntrustedText>{cause}</UntrustedText>
                </li>
              ))}
            </ul>
          </div>
        </div>
        {evidence.length === 0 ? null : (
          <div>
            <Box variant="h3" padding={{ top: "n", bottom: "xs" }}>
              {text.evidence}
            </Box>
            <KeyValuePairs
              columns={1}
              items={evidence.map(({ name, value }) => ({
                label: <UntrustedText>{name}</UntrustedText>,
                value: <Copyable text={value} what={name} />,
              }))}
            />
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}
