import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useReadOnly } from "../backend/start-queries.ts";
import { readOnly as text } from "../messages/actions.ts";
import { navigate } from "../routing/location.ts";

interface WritingPageProps {
  title: string;
  /** Where to go instead. */
  back: string;
  children: ReactNode;
}

/** A page that is for changing something only: while nothing can be changed it says so. */
export default function WritingPage({ title, back, children }: WritingPageProps) {
  if (!useReadOnly()) return children;
  return (
    <SpaceBetween size="l">
      <Header variant="h1">{title}</Header>
      <Alert
        type="info"
        header={text.title}
        data-testid="no-writing"
        action={<Button onClick={() => navigate(back)}>{text.back}</Button>}
      >
        {text.page}
      </Alert>
    </SpaceBetween>
  );
}
