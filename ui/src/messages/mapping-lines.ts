/** A part of many rules. */
export const finding = {
  search: "Search names and values",
  searchMatches: (count: number) => (count === 1 ? "1 match" : `${count.toLocaleString("en")} matches`),
  label: "Rules that are shown",
  shown: {
    all: "All",
    connected: "Connected",
    problems: (count: number) => (count === 0 ? "Problems" : `Problems (${count.toLocaleString("en")})`),
  },
  none: "No rule fits",
};

/** The view in which rules are lines. */
export const lines = {
  title: "Received attributes and what they fill",
  claims: "Received",
  claimsOf: (shown: number, all: number) =>
    `${shown.toLocaleString("en")} of ${all.toLocaleString("en")} attributes; search for others`,
  sets: { user: "User profile (USER)", external: "Sent to applications (EXTERNAL)" },
  arrange: "Arrange",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  hint: "Drag from an attribute to a target, or choose an attribute and then a target. By keyboard: Tab to the targets, arrow keys to move, Enter to choose the source, Delete to remove the line.",
  choosing: (claim: string) => `${claim} is chosen. Now choose its target; Escape cancels.`,
  cancelled: "Cancelled",
  cancel: "Cancel",
  absent: "Not received",
  dropped: "not sent to applications",
  droppedForUser: "not sent to applications, but used for the local user",
  localUser: "Local user only",
  differs: "sources differ",
  targetIs: "Target ",
  unnamed: "(no name yet)",
  required: "Required",
  noRule: "No rule yet",
  from: (source: string) => `from ${source}`,
  expression: "Expression",
  condition: "Only if",
  more: (count: number) => `+${count.toLocaleString("en")}`,
  details: (target: string) => `Edit rule for ${target}`,
  edge: (from: string, to: string) => `Line from ${from} to ${to}`,
  steps: "steps",
  add: { user: "Add a user attribute", external: "Add an application attribute" },
  connected: (source: string, target: string) => `${source} connected to ${target}`,
  connectedInstead: (source: string, target: string, before: string | null) =>
    before === null
      ? `${source} connected to ${target} in place of its expression`
      : `${source} connected to ${target} in place of ${before}`,
  withResult: (connected: string, result: string) => `${connected}, result ${result}`,
  disconnected: (target: string) => `${target} is no longer connected`,
  replaced: (source: string, target: string, before: string | null) =>
    before === null
      ? `${target} now comes from ${source}, no longer from its expression.`
      : `${target} now comes from ${source}, no longer from ${before}.`,
  linesOfText: (target: string) =>
    `The lines of ${target} come from its expression or steps. Open the rule to change them.`,
  undoThis: "Undo",
  openRule: "Open the rule",
  nothingToRemove: (target: string) => `${target} has no line to remove`,
  picker: {
    title: (target: string) => `Source of ${target}`,
    label: "Received attribute",
    hint: "Type a part of a name or value, or any other name.",
    use: "Connect",
    cancel: "Cancel",
    details: "Rule details",
    remove: "Remove line",
    ofExpression: "This rule is an expression. Connecting an attribute replaces it.",
  },
  asText: (count: number) => (count === 1 ? "1 rule as text" : `${count.toLocaleString("en")} rules as text`),
  line: (source: string, target: string) => `${source} to ${target}`,
};
