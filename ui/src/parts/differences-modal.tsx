import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import type { FixtureComparison, FixtureDifference, MappedValue } from "../backend/bindings.ts";
import { UntrustedText } from "../components/untrusted-text.tsx";
import { ModalFooter } from "../components/modal-footer.tsx";
import { actions } from "../messages/actions.ts";
import { preview } from "../messages/mapping-preview.ts";

const text = preview.differences;

interface DifferencesModalProps {
  comparison: FixtureComparison;
  onBack: () => void;
  onSave: () => void;
}

const COLUMNS = [
  {
    id: "fixture",
    header: text.columns.fixture,
    isRowHeader: true,
    cell: ({ fixture }: FixtureDifference) => <UntrustedText>{fixture}</UntrustedText>,
  },
  {
    id: "target",
    header: text.columns.target,
    cell: ({ target, set }: FixtureDifference) => (
      <>
        <UntrustedText>{target}</UntrustedText>
        <Box variant="small" display="block">
          {preview.suggest.sets[set]}
        </Box>
      </>
    ),
  },
  {
    id: "before",
    header: text.columns.before,
    cell: ({ before }: FixtureDifference) => <Value value={before} />,
  },
  {
    id: "after",
    header: text.columns.after,
    cell: ({ after, problem }: FixtureDifference) => (
      <>
        <Value value={after} />
        {problem === null ? null : (
          <Box variant="small" display="block">
            <UntrustedText>{problem}</UntrustedText>
          </Box>
        )}
      </>
    ),
  },
];

/** What saving would change in the fixtures; nothing is saved before the person agrees. */
export function DifferencesModal({ comparison, onBack, onSave }: DifferencesModalProps) {
  return (
    <Modal
      visible
      size="large"
      header={text.title}
      closeAriaLabel={actions.close}
      onDismiss={onBack}
      data-testid="differences"
      footer={
        <ModalFooter>
          <Button formAction="none" variant="link" data-testid="back-to-rules" onClick={onBack}>
            {text.back}
          </Button>
          <Button
            formAction="none"
            variant="primary"
            data-testid="save-differences"
            onClick={onSave}
          >
            {text.save}
          </Button>
        </ModalFooter>
      }
    >
      <SpaceBetween size="m">
        <Box>{text.text(comparison.fixtures)}</Box>
        <Table
          variant="embedded"
          wrapLines
          items={comparison.differences}
          columnDefinitions={COLUMNS}
          ariaLabels={{ tableLabel: text.title }}
        />
      </SpaceBetween>
    </Modal>
  );
}

function Value({ value }: { value: MappedValue | null }) {
  if (value === null) return <Box color="text-status-inactive">{text.nothing}</Box>;
  return <UntrustedText code>{typeof value === "string" ? value : value.join(", ")}</UntrustedText>;
}
