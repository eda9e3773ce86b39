import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { EmptyState } from "../../components/empty-state.tsx";
import { providers as text } from "../../messages/providers.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { RouteLink } from "../../routing/route-link.tsx";

/** The list of a new console: one thing to do, and a way without an AWS account. */
export function EmptyList() {
  return (
    <EmptyState
      title={text.empty.title}
      text={text.empty.text}
      action={
        <>
          <Button onClick={() => navigate(paths.newProvider())} data-testid="add-first-provider">
            {text.add}
          </Button>
          <Box variant="p" color="text-body-secondary" margin={{ top: "l" }}>
            {text.empty.practiceHint}{" "}
            <RouteLink to={paths.practicePool()} variant="primary">
              {text.empty.practiceLink}
            </RouteLink>
          </Box>
        </>
      }
    />
  );
}
