import Autosuggest, { type AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import { useEffect, useRef, useState } from "react";
import { ModalFooter } from "../../components/modal-footer.tsx";
import { actions } from "../../messages/actions.ts";
import { mapping } from "../../messages/mapping.ts";
import { lines } from "../../messages/mapping-lines.ts";
import type { Target } from "./lines-model.ts";
import type { RuleSet } from "./rules.ts";

const text = lines.picker;

interface SourcePickerProps {
  target: Target;
  options: AutosuggestProps.Option[];
  onUse: (source: string) => void;
  onClose: () => void;
  /** Takes the line away that is there. */
  onRemove: () => void;
  onDetails: (set: RuleSet, key: number) => void;
}

/** The source of a target, chosen in a list: a line without dragging and without a pointer. */
export function SourcePicker({ target, options, onUse, onClose, onRemove, onDetails }: SourcePickerProps) {
  const [source, setSource] = useState(target.row?.rule.source ?? "");
  const input = useRef<AutosuggestProps.Ref>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      input.current?.focus();
      // Typing takes the place of the source that is there.
      input.current?.select();
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  const use = (value: string) => {
    if (value !== "") onUse(value);
  };
  const { set, key } = target;
  const rule = target.row?.rule;
  return (
    <Modal
      visible
      header={text.title(target.name === "" ? lines.unnamed : target.name)}
      closeAriaLabel={actions.close}
      onDismiss={onClose}
      data-testid="source-picker"
      footer={
        <ModalFooter>
          {key === null ? null : (
            <Button
              variant="link"
              onClick={() => {
                onClose();
                onDetails(set, key);
              }}
            >
              {text.details}
            </Button>
          )}
          {rule?.source && !rule.expression ? (
            <Button variant="link" data-testid="remove-line" onClick={onRemove}>
              {text.remove}
            </Button>
          ) : null}
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button variant="primary" data-testid="use-source" onClick={() => use(source)}>
            {text.use}
          </Button>
        </ModalFooter>
      }
    >
      <FormField label={text.label} description={rule?.expression ? `${text.ofExpression} ${text.hint}` : text.hint} stretch>
        <Autosuggest
          ref={input}
          value={source}
          options={options}
          enteredTextLabel={mapping.useText}
          empty={options.length === 0 ? mapping.noAttributes : mapping.noSuggestion}
          virtualScroll={options.length > 50}
          onChange={({ detail }) => setSource(detail.value)}
          onSelect={({ detail }) => use(detail.value)}
          onKeyDown={({ detail }) => {
            if (detail.key === "Escape") onClose();
          }}
        />
      </FormField>
    </Modal>
  );
}
