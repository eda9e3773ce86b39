import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import type { ConsumerVerdict, ConsumerView } from "../../backend/bindings.ts";
import { CodeBlock } from "../../components/code-block.tsx";
import { actions } from "../../messages/actions.ts";
import { consumers as messages } from "../../messages/consumers.ts";
import { CopyButton } from "../../parts/copy-button.tsx";

const text = messages.settings;

const STATUS: Record<ConsumerVerdict, StatusIndicatorProps.Type> = {
  accepts: "success",
  accepts_with_remark: "warning",
  refuses: "error",
  unknown: "info",
};

/** The settings that fit this run, to copy; and what is not known of the consumer. */
export function ConsumerSettings({ consumer }: { consumer: ConsumerView }) {
  const { settings, fitted, reads, unverified } = consumer;
  return (
    <SpaceBetween size="l">
      {settings === null || fitted === null ? null : (
        <div data-testid="consumer-settings">
          <SpaceBetween size="s">
            <Header
              variant="h3"
              headingTagOverride="h2"
              description={text.place(settings.place)}
              actions={
                <CopyButton text={settings.text} what={text.what} label={actions.copyShort} />
              }
            >
              {text.title}
            </Header>
            <CodeBlock label={text.title}>{settings.text}</CodeBlock>
            <StatusIndicator type={STATUS[fitted.verdict]}>
              <span className="whole-words">
                {fitted.verdict === "refuses"
                  ? text.notEnough
                  : text.result(messages.verdicts[fitted.verdict])}
              </span>
            </StatusIndicator>
          </SpaceBetween>
        </div>
      )}
      <div className="side-by-side">
        <Reading title={messages.reads} lines={reads} isOrdered />
        {unverified.length === 0 ? null : (
          <Reading title={messages.unverified} lines={unverified} />
        )}
      </div>
    </SpaceBetween>
  );
}

interface ReadingProps {
  title: string;
  lines: readonly string[];
  isOrdered?: boolean;
}

function Reading({ title, lines, isOrdered = false }: ReadingProps) {
  const items = lines.map((line) => <li key={line}>{line}</li>);
  return (
    <div>
      <Header variant="h3" headingTagOverride="h2">
        {title}
      </Header>
      {isOrdered ? (
        <ol className="reading-list">{items}</ol>
      ) : (
        <ul className="reading-list">{items}</ul>
      )}
    </div>
  );
}
