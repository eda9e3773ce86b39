import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useDrafts } from "../../backend/draft-queries.ts";
import { providers } from "../../messages/providers.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";

/** What was begun and not saved is not forgotten. */
export default function DraftsNote() {
  const { data } = useDrafts();
  if (data === undefined || data.length === 0) return null;
  return (
    <Alert
      type="info"
      data-testid="drafts-note"
      action={
        <Button data-testid="open-drafts" onClick={() => navigate(paths.newProvider())}>
          {providers.drafts.open(data.length)}
        </Button>
      }
    >
      {providers.drafts.text(data.length)}
    </Alert>
  );
}
