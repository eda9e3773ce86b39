import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { Component, type ErrorInfo, type ReactNode } from "react";
import { shell } from "../messages/shell.ts";

interface Props {
  children: ReactNode;
  /** A change of it gives the content another chance. */
  resetKey?: string;
}

interface State {
  failed: boolean;
  resetKey: string | undefined;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { failed: false, resetKey: props.resetKey };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <SpaceBetween size="l">
        <Header variant="h1">{shell.broken.header}</Header>
        <Alert
          type="error"
          action={<Button onClick={() => window.location.reload()}>{shell.broken.reload}</Button>}
        >
          {shell.broken.advice}
        </Alert>
      </SpaceBetween>
    );
  }
}
