import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMemo, useState } from "react";
import type { PreviewInput, Suggestion } from "../../backend/bindings.ts";
import { useSuggestions } from "../../backend/mapping-queries.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { ModalFooter } from "../../components/modal-footer.tsx";
import { actions } from "../../messages/actions.ts";
import { lines } from "../../messages/mapping-lines.ts";
import { preview } from "../../messages/mapping-preview.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import type { HistoryAction } from "./history.ts";
import { attributesOf, type Rules } from "./rules.ts";

const text = preview.suggest;
const NONE: readonly Suggestion[] = [];

interface SuggestionsModalProps {
  input: PreviewInput;
  rules: Rules;
  dispatch: (action: HistoryAction) => void;
  onClose: () => void;
  onSay: (words: string) => void;
}

/** Rules that Rust proposes, each with its reason; accepting adds those that are ticked. */
export function SuggestionsModal({ input, rules, dispatch, onClose, onSay }: SuggestionsModalProps) {
  const attributes = useMemo(() => attributesOf(rules), [rules]);
  const { data, error } = useSuggestions(input, attributes);
  const [left, setLeft] = useState<ReadonlySet<Suggestion>>(new Set());
  const all = data ?? NONE;
  const taken = all.filter((one) => !left.has(one));
  const accept = () => {
    dispatch({ type: "accept", rules: taken.map(({ set, rule }) => ({ set, rule })) });
    onSay(text.added(taken.length));
    onClose();
  };
  const tick = (one: Suggestion, on: boolean) => {
    const next = new Set(left);
    if (on) next.delete(one);
    else next.add(one);
    setLeft(next);
  };
  return (
    <Modal
      visible
      header={text.title}
      closeAriaLabel={actions.close}
      onDismiss={onClose}
      data-testid="suggestions"
      footer={
        <ModalFooter>
          <Button variant="link" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button
            variant="primary"
            disabled={taken.length === 0}
            data-testid="accept-suggestions"
            onClick={accept}
          >
            {text.accept(taken.length)}
          </Button>
        </ModalFooter>
      }
    >
      <SpaceBetween size="m">
        <Box color="text-body-secondary">{text.text}</Box>
        {error !== null ? (
          <ErrorAlert error={error} />
        ) : data === undefined ? (
          <StatusIndicator type="loading">{text.reading}</StatusIndicator>
        ) : all.length === 0 ? (
          text.none
        ) : (
          all.map((one, index) => (
            <Checkbox
              key={index}
              checked={!left.has(one)}
              description={<UntrustedText>{one.why}</UntrustedText>}
              onChange={({ detail }) => tick(one, detail.checked)}
            >
              <UntrustedText>
                {text.rule(one.rule.source ?? lines.expression, one.rule.target)}
              </UntrustedText>{" "}
              <Box variant="small">{text.sets[one.set]}</Box>
            </Checkbox>
          ))
        )}
      </SpaceBetween>
    </Modal>
  );
}
