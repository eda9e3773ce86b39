import type { TopNavigationProps } from "@cloudscape-design/components/top-navigation";
import { createElement } from "react";
import { appearance as text } from "../messages/shell.ts";
import { chooseAppearance, COLOURS, SPACINGS, useAppearance } from "../parts/appearance.ts";

/** Half of it dark, half of it light. */
const ICON = createElement(
  "svg",
  { viewBox: "0 0 16 16", focusable: false, "aria-hidden": true },
  createElement("circle", { cx: 8, cy: 8, r: 6 }),
  createElement("path", { d: "M8 2a6 6 0 0 1 0 12Z", className: "filled" }),
);

/** Handed on to the menu, which would otherwise open beyond the edge of the window. */
const PLACED = { expandToViewport: true };

/** Colours and spacing in the top bar. */
export function useAppearanceMenu(): TopNavigationProps.MenuDropdownUtility {
  const { colours, spacing } = useAppearance();
  return {
    ...PLACED,
    type: "menu-dropdown",
    iconSvg: ICON,
    title: text.title,
    ariaLabel: text.title,
    items: [
      {
        text: text.colours,
        items: COLOURS.map((id) => ({
          id,
          itemType: "checkbox",
          text: text.colourNames[id],
          checked: id === colours,
        })),
      },
      {
        text: text.spacing,
        items: SPACINGS.map((id) => ({
          id,
          itemType: "checkbox",
          text: text.spacings[id].label,
          checked: id === spacing,
        })),
      },
    ],
    onItemClick: ({ detail }) => {
      const chosenColours = COLOURS.find((id) => id === detail.id);
      if (chosenColours !== undefined) chooseAppearance({ colours: chosenColours });
      const chosenSpacing = SPACINGS.find((id) => id === detail.id);
      if (chosenSpacing !== undefined) chooseAppearance({ spacing: chosenSpacing });
    },
  };
}
