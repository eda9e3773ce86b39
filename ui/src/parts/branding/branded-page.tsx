import type { ButtonProps } from "@cloudscape-design/components/button";
import type { ReactNode } from "react";
import type { BrandingView, Paint } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { branding as text } from "../../messages/branding.ts";
import { Picture } from "./picture.tsx";

interface BrandedPageProps {
  branding: BrandingView;
  children: ReactNode;
}

/** The frame of the sign-in page: the organisation's colour, logo and name around a card. */
export function BrandedPage({ branding: { checked, logo }, children }: BrandedPageProps) {
  const name = checked.organisation ?? text.nobody;
  const { background } = checked;
  return (
    <div
      className="branded-page"
      data-testid="branded-page"
      style={
        background === null ? undefined : { background: background.colour, color: background.text }
      }
    >
      <div className="branded-head">
        {logo === null ? null : <Picture png={logo} label={text.logoOf(name)} />}
        <span className="branded-name">
          <UntrustedText>{name}</UntrustedText>
        </span>
      </div>
      <div className="branded-card">{children}</div>
    </div>
  );
}

/** What a primary button gets; spread it. Without a colour it looks like the console's own. */
export function buttonLook(paint: Paint | null): { style?: ButtonProps.Style } {
  if (paint === null) return {};
  const { colour, text: on } = paint;
  // Away from the text, so that it stays readable.
  const away = on === "#ffffff" ? "black" : "white";
  const shade = (percent: number) => `color-mix(in srgb, ${colour} ${percent}%, ${away})`;
  const background = { default: colour, hover: shade(85), active: shade(70) };
  const color = { default: on, hover: on, active: on };
  return { style: { root: { background, borderColor: background, color } } };
}
