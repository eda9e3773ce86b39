import Alert from "@cloudscape-design/components/alert";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { poolEditor as text } from "../../messages/pool-editor.ts";
import type { Problem } from "./shape.ts";

/** Problems named by their place. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  return (
    <Alert type="error" header={text.problems} data-testid="pool-problems">
      <ul className="reading-list">
        {problems.map(({ field, message }, index) => (
          <li key={index}>
            {field === "" ? null : (
              <>
                <UntrustedText code>{field}</UntrustedText>{" "}
              </>
            )}
            <UntrustedText>{message}</UntrustedText>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
