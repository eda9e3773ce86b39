import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import LiveRegion from "@cloudscape-design/components/live-region";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { handOver } from "../../messages/hand-over.ts";
import { paths } from "../../routing/paths.ts";
import { RouteLink } from "../../routing/route-link.tsx";
import type { CopiedSecret } from "./copied-secret.ts";

const text = handOver.secret;

interface SecretButtonProps {
  secret: CopiedSecret;
  stored: boolean;
}

/** Copies the secret through Rust; the page never has it. */
export function SecretButton({ secret, stored }: SecretButtonProps) {
  return (
    <Button
      variant="inline-icon"
      iconName={secret.left === null ? "copy" : "check"}
      ariaLabel={text.copy}
      disabled={!stored}
      loading={secret.busy}
      data-testid="copy-secret"
      onClick={() => void secret.copy()}
    />
  );
}

interface SecretStateProps {
  providerId: string;
  secret: CopiedSecret;
  stored: boolean;
}

/** Where the secret is: in its store, or on the clipboard and for how long. */
export function SecretState({ providerId, secret, stored }: SecretStateProps) {
  if (!stored) {
    return (
      <StatusIndicator type="warning">
        <span className="whole-words">
          {text.none} <RouteLink to={paths.editProvider(providerId)}>{text.enter}</RouteLink>
        </span>
      </StatusIndicator>
    );
  }
  const { left, total, end } = secret;
  return (
    <span data-testid="secret-state">
      {left !== null ? (
        <StatusIndicator type="success">
          <span className="whole-words">{text.left(left)}</span>
        </StatusIndicator>
      ) : end === "failed" ? (
        <StatusIndicator type="warning">
          <span className="whole-words">{text.ends.failed}</span>
        </StatusIndicator>
      ) : (
        <Box variant="span" color="text-status-inactive">
          {end === null ? text.hidden : text.ends[end]}
        </Box>
      )}
      <LiveRegion hidden>
        {left !== null ? text.copied(total) : end === null ? "" : text.ends[end]}
      </LiveRegion>
    </span>
  );
}
