import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { lazy, Suspense } from "react";
import { usePracticePool } from "../../backend/queries.ts";
import { pool as text } from "../../messages/practice-pool.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { PageReading } from "../../parts/page-state.tsx";
import { ClientsTable } from "./clients-table.tsx";
import { useKeptEntries } from "./kept-entries.ts";
import { PoolPower } from "./pool-power.tsx";
import { UnsavedEntries } from "./unsaved-entries.tsx";
import { usePoolEditing } from "./use-pool-editing.ts";
import { UsersTable } from "./users-table.tsx";
import { WhatToEnter } from "./what-to-enter.tsx";

// Most visits change nothing.
const PoolEditing = lazy(() => import("./pool-editing.tsx"));

export default function PracticePoolPage() {
  const { data, error, refetch } = usePracticePool();
  const { opened, open, goOn, goOnWith, close } = usePoolEditing();
  const kept = useKeptEntries();
  if (data === undefined && error === null) return <PageReading text={text.loading} />;
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={text.description}>
        {text.title}
      </Header>
      {error === null ? null : <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {data === undefined ? null : (
        <SpaceBetween size="l">
          <PoolPower status={data} />
          {opened === null ? (
            <UnsavedEntries kept={kept} running={data.running} onGoOn={goOn} />
          ) : null}
          {data.running ? <WhatToEnter status={data} onAsk={open} /> : null}
          <ClientsTable clients={data.clients} running={data.running} onAsk={open} />
          <UsersTable users={data.users} running={data.running} onAsk={open} />
        </SpaceBetween>
      )}
      {opened === null ? null : (
        <Suspense>
          <PoolEditing key={opened.id} opened={opened} kept={kept} onGoOn={goOnWith} onClose={close} />
        </Suspense>
      )}
    </SpaceBetween>
  );
}
