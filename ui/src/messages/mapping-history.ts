const named = (target: string) => (target === "" ? "the new rule" : target);

/** What a step was, for undo and redo. */
export const history = {
  undone: (what: string) => `Undone: ${what}`,
  redone: (what: string) => `Redone: ${what}`,
  added: (target: string) => (target === "" ? "new rule added" : `rule for ${target} added`),
  removed: (target: string) => (target === "" ? "new rule removed" : `rule for ${target} removed`),
  moved: (target: string) => `rule for ${named(target)} moved`,
  changed: (parts: readonly string[], target: string) => `${parts.join(" and ")} of ${named(target)}`,
  several: (rules: number) => `change of ${rules.toLocaleString("en")} rules`,
  sendOnly: (on: boolean) => `send only configured attributes, turned ${on ? "on" : "off"}`,
  notAdded: "No rule was added",
  parts: {
    target: "name",
    source: "source",
    readFrom: "place to read",
    transforms: "steps",
    expression: "expression",
    condition: "condition",
    default: "default",
    required: "options",
    multiValued: "options",
    onEveryLogin: "options",
    clearWhenMissing: "options",
  },
};
