import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Toggle from "@cloudscape-design/components/toggle";
import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../../backend/backend-context.tsx";
import type { SetupItemView, SetupState } from "../../backend/bindings.ts";
import { absoluteTime } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { setup as text } from "../../messages/wizard.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Copyable } from "../../parts/copyable.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useNotifications } from "../../parts/notifications.tsx";

interface SetupItemsProps {
  items: readonly SetupItemView[];
  onConfirm: (item: SetupItemView, confirmed: boolean) => void;
}

/** What must be true at the provider: the fact, the place, the values, and what a person said. */
export function SetupItems({ items, onConfirm }: SetupItemsProps) {
  if (items.length === 0) return null;
  return (
    <SpaceBetween size="m">
      {items.map((item) => (
        <Item key={item.id} item={item} onConfirm={onConfirm} />
      ))}
    </SpaceBetween>
  );
}

function Item({ item, onConfirm }: { item: SetupItemView; onConfirm: SetupItemsProps["onConfirm"] }) {
  const noWriting = useNoWriting();
  return (
    <div data-testid={`setup-${item.id}`}>
      <Container
        header={
          <Header
            variant="h3"
            headingTagOverride="h2"
            description={item.advice}
            actions={
              <Toggle
                {...noWriting}
                checked={item.state.state === "confirmed_by_hand"}
                ariaLabel={text.done(item.fact)}
                onChange={({ detail }) => onConfirm(item, detail.checked)}
              >
                {text.doneLabel}
              </Toggle>
            }
          >
            {item.optional ? text.optional(item.fact) : item.fact}
          </Header>
        }
      >
        <SpaceBetween size="s">
          <div>
            <Box variant="awsui-key-label">{text.where}</Box>
            <Box>{item.location}</Box>
            {item.oldLocation === null ? null : (
              <Box variant="small" color="text-body-secondary">
                {text.older(item.oldLocation)}
              </Box>
            )}
          </div>
          {item.link === null ? null : <ConsoleLink link={item.link} />}
          {item.whyNoLink === null ? null : (
            <Box variant="small" color="text-body-secondary">
              {item.whyNoLink}
            </Box>
          )}
          {item.values.map(({ label, value }, index) => (
            <div key={index}>
              <Box variant="awsui-key-label">{label}</Box>
              <Copyable text={value} what={label} />
            </div>
          ))}
          <State state={item.state} />
        </SpaceBetween>
      </Container>
    </div>
  );
}

function ConsoleLink({ link }: { link: string }) {
  const backend = useBackend();
  const { failed } = useNotifications();
  const open = useMutation({
    mutationFn: () => backend.openConsolePage(link),
    onError: (error) => failed(error),
  });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        formAction="none"
        iconName="external"
        iconAlign="right"
        onClick={() => open.mutate()}
      >
        {text.open}
      </Button>
      <CopyButton text={link} what={text.link} label={text.copyLink} />
    </SpaceBetween>
  );
}

/** Never green: nothing here looks at the provider. */
function State({ state }: { state: SetupState }) {
  switch (state.state) {
    case "unknown":
      return <StatusIndicator type="pending">{text.unknown}</StatusIndicator>;
    case "confirmed_by_hand":
      return (
        <StatusIndicator type="info" iconAriaLabel={text.byHand}>
          {text.confirmed(absoluteTime(state.at))}
        </StatusIndicator>
      );
    case "confirmed_for_other":
      return (
        <SpaceBetween size="xxs">
          <StatusIndicator type="warning">{text.other(absoluteTime(state.at))}</StatusIndicator>
          <UntrustedText code>{state.values}</UntrustedText>
        </SpaceBetween>
      );
  }
}
