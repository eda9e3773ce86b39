import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { actions } from "../../messages/actions.ts";

interface StoreProblemProps {
  type?: "info" | "warning" | "error";
  title: string;
  advice: string | null;
  detail: string | null;
  nothingLost?: string | undefined;
  retry?: { label: string; busy: boolean; run: () => void } | undefined;
}

/** What is wrong with a secret store, what to do, and what the system said for who asks. */
export function StoreProblem(props: StoreProblemProps) {
  const { retry } = props;
  return (
    <Alert
      type={props.type ?? "warning"}
      header={props.title}
      action={
        retry === undefined ? null : (
          <Button
            formAction="none"
            loading={retry.busy}
            data-testid="try-keychain"
            onClick={retry.run}
          >
            {retry.label}
          </Button>
        )
      }
    >
      {props.advice}
      {props.nothingLost === undefined ? null : <Box variant="p">{props.nothingLost}</Box>}
      {props.detail === null ? null : (
        <ExpandableSection headerText={actions.details} variant="inline">
          <UntrustedText code>{props.detail}</UntrustedText>
        </ExpandableSection>
      )}
    </Alert>
  );
}
