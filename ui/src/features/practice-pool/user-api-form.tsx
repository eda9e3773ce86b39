import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { poolApi } from "../../messages/pool-api.ts";
import { Choice, TickList } from "./api-fields.tsx";
import { CHALLENGES, FAULTS, MESSAGE_MFA } from "./api-settings.ts";
import type { PoolUser } from "./pool-settings.ts";
import type { EntryForm } from "./use-entry-draft.ts";

const text = poolApi.user;

/** What the user pools API asks a user, and how it fails. */
export function UserApiForm({ draft, change, problemAt }: EntryForm<PoolUser>) {
  return (
    <SpaceBetween size="l">
      <Header variant="h3">{poolApi.sections.user}</Header>
      <TickList
        field="messageMfa"
        label={text.messages}
        hint={text.messagesHint}
        all={MESSAGE_MFA}
        names={text.messageNames}
        values={draft.messageMfa}
        problemAt={problemAt}
        onChange={(messageMfa) => change({ messageMfa })}
      />
      <Choice
        field="challenge"
        label={text.challenge}
        hint={text.challengeHint}
        all={CHALLENGES}
        names={text.challengeNames}
        value={draft.challenge}
        problem={problemAt("challenge")}
        onChange={(challenge) => change({ challenge })}
      />
      <Choice
        field="fault"
        label={text.fault}
        hint={text.faultHint}
        all={FAULTS}
        names={poolApi.faultNames}
        value={draft.fault}
        problem={problemAt("fault")}
        onChange={(fault) => change({ fault })}
      />
    </SpaceBetween>
  );
}
