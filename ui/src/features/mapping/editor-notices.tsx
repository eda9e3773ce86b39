import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { mapping as text } from "../../messages/mapping.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { NotKept } from "../../parts/not-kept.tsx";
import { paths } from "../../routing/paths.ts";
import { RouteLink } from "../../routing/route-link.tsx";
import type { PlacedProblems } from "./placed-problems.ts";
import type { AttributesEditor } from "./use-attributes-editor.ts";

interface EditorNoticesProps {
  providerId: string;
  editor: AttributesEditor;
  problems: PlacedProblems;
}

/** What the person must know before saving, and why saving was refused. */
export function EditorNotices({ providerId, editor, problems }: EditorNoticesProps) {
  const { failure, restored, otherChanges } = editor;
  const form = (
    <RouteLink to={paths.editProvider(providerId)}>{text.otherChanges.link}</RouteLink>
  );
  const notices = [
    editor.notKept === null ? null : <NotKept key="not-kept" failure={editor.notKept} />,
    otherChanges ? (
      <Alert key="other" header={text.otherChanges.title} data-testid="other-changes">
        {text.otherChanges.text} {form}
      </Alert>
    ) : null,
    restored && !otherChanges ? (
      <Alert key="restored" header={text.restored.title} data-testid="restored">
        {text.restored.text}
      </Alert>
    ) : null,
    failure === null ? null : <ErrorAlert key="failure" error={failure} />,
    problems.elsewhere.length > 0 ? (
      <Alert key="elsewhere" type="error" header={text.refusedElsewhere}>
        {problems.elsewhere.map(({ field, message }) => (
          <div key={field}>
            <UntrustedText>{message}</UntrustedText>
          </div>
        ))}
        {form}
      </Alert>
    ) : null,
  ].filter((notice) => notice !== null);
  return notices.length === 0 ? null : <SpaceBetween size="s">{notices}</SpaceBetween>;
}
