import { UntrustedText } from "./untrusted-text.tsx";

interface ValueTextProps {
  value: string | readonly string[] | null;
  /** What is shown for no value. */
  none: string;
}

/** The value of a field: one text, the texts of a list, or none. */
export function ValueText({ value, none }: ValueTextProps) {
  const texts = value === null ? [] : typeof value === "string" ? [value] : value;
  if (texts.length === 0) return <span>{none}</span>;
  return texts.map((text, index) => (
    <div key={index}>
      <UntrustedText>{text}</UntrustedText>
    </div>
  ));
}
