import FormField from "@cloudscape-design/components/form-field";
import Textarea from "@cloudscape-design/components/textarea";
import { poolEditor as text } from "../../messages/pool-editor.ts";

interface JsonViewProps {
  value: string;
  hint: string;
  invalid: boolean;
  onChange: (text: string) => void;
}

export function JsonView({ value, hint, invalid, onChange }: JsonViewProps) {
  return (
    <FormField label={text.json.label} description={hint} stretch data-testid="field-json">
      <div className="settings-editor">
        <Textarea
          value={value}
          rows={24}
          spellcheck={false}
          disableBrowserAutocorrect
          invalid={invalid}
          onChange={({ detail }) => onChange(detail.value)}
        />
      </div>
    </FormField>
  );
}
