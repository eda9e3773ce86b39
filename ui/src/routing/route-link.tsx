import Link, { type LinkProps } from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { navigate } from "./location.ts";

interface RouteLinkProps {
  to: string;
  children: ReactNode;
  variant?: LinkProps.Variant;
  fontSize?: LinkProps.FontSize;
  testId?: string;
  ariaLabel?: string;
}

/** A link to a place of the console. */
export function RouteLink({ to, children, variant, fontSize, testId, ariaLabel }: RouteLinkProps) {
  return (
    <Link
      href={to}
      {...(variant === undefined ? {} : { variant })}
      {...(fontSize === undefined ? {} : { fontSize })}
      {...(ariaLabel === undefined ? {} : { ariaLabel })}
      {...(testId === undefined ? {} : { "data-testid": testId })}
      onFollow={(event) => {
        event.preventDefault();
        navigate(to);
      }}
    >
      {children}
    </Link>
  );
}
