const count = (one: number, word: string) =>
  one === 1 ? `1 ${word}` : `${one.toLocaleString("en")} ${word}s`;

/** What the rules make of what was received, and what that is. */
export const preview = {
  title: "Preview",
  label: "Look at",
  run: (outcome: string, names: number) => [outcome, count(names, "attribute")].join(", "),
  allRuns: (together: number, runs: number) =>
    together < runs
      ? `The newest ${count(together, "run")} of ${runs.toLocaleString("en")}`
      : `All ${count(runs, "run")}`,
  allRunsText: "Of each rule the worst result",
  sample: "A pasted sample",
  sampleText: "Claims as JSON",
  looked: (runs: number) => `The worst of ${count(runs, "run")} is shown for each rule.`,
  ofRun: (run: string) => `In the run of ${run}`,
  none: {
    title: "No attributes received yet",
    text: "Test the connection once: the attributes of the run are then offered as sources, each with its value, and every rule shows what becomes of it.",
    action: "Test connection",
    paste: "Paste a sample",
  },
  user: {
    created: (fields: number) => `A user would be created with ${count(fields, "attribute")}`,
    updated: (name: string) => `${name} would be updated`,
    unchanged: (name: string) => `${name} would stay as it is`,
    rejected: (why: string) => `No user would be created or changed: ${why}`,
    rejectedIn: (rejected: number, runs: number, why: string) =>
      `In ${rejected.toLocaleString("en")} of ${count(runs, "run")} no user would be created or changed: ${why}`,
  },
  samples: {
    of: "Claims of",
    label: (source: string) => `Claims of the ${source}, a JSON object`,
    placeholder: '{ "email": "jane@example.com" }',
    hint: "Only used here, for the preview. It is kept until you empty the field, delete all test runs or purge the provider.",
    notKept: "This is not kept when you leave, because there is a token or a secret in it or it is larger than 2 MiB.",
  },
  status: {
    ok: "OK",
    skipped: "Condition not met",
    empty: "Empty",
    error: "Error",
    required_missing: "Required, missing",
  },
  none_yet: "Needs a test run or a sample",
  usedDefault: "default used",
  readFrom: (source: string) => `from ${source}`,
  differ: "Sources differ",
  more: (values: number) => `and ${values.toLocaleString("en")} more`,
  fewer: "Show fewer",
  suggest: {
    open: "Suggest rules",
    title: "Suggested rules",
    text: "From the names and values that were received. Nothing is added before you accept it.",
    none: "Nothing to suggest: every target that would fit has its rule.",
    reading: "Looking for suggestions",
    accept: (rules: number) => `Add ${count(rules, "rule")}`,
    cancel: "Cancel",
    rule: (source: string, target: string) => `${source} to ${target}`,
    sets: { user: "User profile", external: "Applications" },
    added: (rules: number) => `${count(rules, "rule")} added. Undo takes them back.`,
  },
  fixtures: {
    open: (kept: number) => (kept === 0 ? "Fixtures" : `Fixtures (${kept.toLocaleString("en")})`),
    title: "Fixtures",
    text: "Attributes that are kept to see what a change of rules changes. Before saving, what would be different in any of them is shown.",
    none: "No fixtures yet.",
    reading: "Reading the fixtures",
    add: "Save as fixture",
    name: "Name",
    namePlaceholder: "Jane, three groups",
    pseudonymise: "Replace the values with pseudonyms",
    pseudonymiseText:
      "Word by word. Equal values stay equal; types, lengths and the words that the rules name stay as they are.",
    of: (provider: string, run: string) => `Made from this test run: ${provider}, ${run}`,
    needsRun: "Choose one stored run in the preview to keep its attributes.",
    about: (attributes: number, pseudonymised: boolean) =>
      `${count(attributes, "attribute")}${pseudonymised ? ", pseudonyms" : ""}`,
    remove: (name: string) => `Remove ${name}`,
    keep: "Keep",
    keepThis: (name: string) => `Keep ${name}`,
    removeForGood: "Remove for good",
    reallyRemove: (name: string) => `Remove for good: ${name}`,
    removed: (name: string) => `${name} was removed.`,
    saved: (name: string) => `${name} was kept as a fixture.`,
    changed: (targets: string[]) =>
      `The pseudonyms change what the rules give for ${targets.join(", ")}. For a change of these rules, keep the run without pseudonyms as well.`,
    close: "Close",
  },
  differences: {
    title: "These results would be different",
    text: (fixtures: number) =>
      `Compared with ${count(fixtures, "fixture")}. When they are as you want them, save: they are then what later changes are compared with.`,
    columns: { fixture: "Fixture", target: "Target", before: "Before", after: "After" },
    nothing: "No value",
    save: "Save with these differences",
    back: "Keep editing",
  },
};
