import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { Paint } from "../../backend/bindings.ts";
import { branding as text } from "../../messages/branding.ts";
import type { BrandingForm } from "./use-branding-form.ts";

interface ColourFieldProps {
  name: "buttonColour" | "backgroundColour";
  value: string;
  /** What was read of it. */
  paint: Paint | null;
  form: BrandingForm;
  disabled: boolean;
}

/** What is shown of the console's own colours, in light, while none is entered. */
const OWN = { buttonColour: "#006ce0", backgroundColour: "#f1f1f2" } as const;

/** A colour, typed or picked. */
export function ColourField({ name, value, paint, form, disabled }: ColourFieldProps) {
  const label = text[name];
  const shown = paint?.colour ?? OWN[name];
  const change = (colour: string) => form.change({ [name]: colour });
  return (
    <FormField
      label={label}
      description={text.colourHint}
      constraintText={paint === null ? undefined : text.contrast(paint.contrast)}
      errorText={form.problem(name, "error")}
      warningText={form.problem(name, "warning")}
      data-testid={`field-${name}`}
    >
      <div className="colour-field">
        <Input
          value={value}
          disabled={disabled}
          spellcheck={false}
          autoComplete={false}
          onChange={({ detail }) => change(detail.value)}
          onBlur={form.keep}
        />
        <input
          type="color"
          className="colour-picker"
          aria-label={text.pick(label)}
          value={shown}
          // Where the web engine draws no swatch of its own.
          style={{ backgroundColor: shown }}
          disabled={disabled}
          onChange={(event) => change(event.target.value)}
        />
      </div>
    </FormField>
  );
}
