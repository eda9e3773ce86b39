import { OddMarked } from "./untrusted-text.tsx";

interface CodeBlockProps {
  children: string;
  label: string;
}

/** Text that others wrote, line by line as it is. Scrolls by keyboard as well. */
export function CodeBlock({ children, label }: CodeBlockProps) {
  return (
    // A region that scrolls needs the focus for it (WCAG 2.1.1).
    <pre className="code-block code-text" tabIndex={0} role="region" aria-label={label}>
      <OddMarked text={children} />
    </pre>
  );
}
