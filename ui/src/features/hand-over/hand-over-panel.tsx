import { useState } from "react";
import { useHandOver, useProvider } from "../../backend/queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { handOver as text } from "../../messages/hand-over.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { PageReading } from "../../parts/page-state.tsx";
import { rememberChoice, rememberedChoice } from "../../parts/remembered-choice.ts";
import { HandOverPage } from "./hand-over-page.tsx";

const LIST = "consumer";

/** The values for the consumer, under the labels of its own form. */
export default function HandOverPanel({ providerId }: { providerId: string }) {
  const provider = useProvider(providerId);
  const pages = useHandOver(providerId);
  const [consumer, setConsumer] = useState(() => rememberedChoice(LIST));
  const error = provider.error ?? pages.error;
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void pages.refetch()} />;
  if (provider.data === undefined || pages.data === undefined) {
    return <PageReading text={text.loading} />;
  }
  const page = pages.data.find((one) => one.consumer === consumer) ?? pages.data[0];
  if (page === undefined) return <EmptyState title={text.none.title} text={text.none.text} />;
  return (
    <HandOverPage
      provider={provider.data}
      pages={pages.data}
      page={page}
      onConsumer={(chosen) => {
        rememberChoice(LIST, chosen);
        setConsumer(chosen);
      }}
    />
  );
}
