export const actions = {
  copy: (what: string) => `Copy ${what}`,
  copyShort: "Copy",
  copied: "Copied",
  cancel: "Cancel",
  close: "Close",
  retry: "Try again",
  openSettings: "Open settings",
  openTestRuns: "Open test runs",
  details: "Technical details",
  showAll: (length: number) => `Show all ${length.toLocaleString("en")} characters`,
  showMore: (more: number, length: number) =>
    `Show ${more.toLocaleString("en")} more of ${length.toLocaleString("en")} characters`,
  showLess: "Show less",
  never: "Never",
  none: "None",
  notSet: "Not set",
  notKept: {
    title: "What you typed is not kept yet",
    text: (title: string, advice: string) =>
      `${title} ${advice} It is tried again every few seconds. Leave this page only once this message has gone.`,
  },
  stillWaiting: {
    title: "The keychain is still waiting for its password",
    advice: "Answer its prompt and try again, or choose another place for secrets in Settings.",
  },
};

export const readOnly = {
  title: "Nothing can be changed now",
  reason: "Nothing can be changed now. The top of the page says why.",
  page: "This page is for changing something, so it stays closed until that is possible again. The top of the page says why, and what to do.",
  settings: "Not shown while nothing can be changed.",
  back: "Back",
};

export const conflict = {
  title: "Changed elsewhere",
  text: "This identity provider was saved by somebody or something else since you began: another window, idpctl, or Enable and Disable.",
  stored: "Discard mine and show what is stored",
  overwrite: "Save mine in its place",
  back: "Keep editing",
};

export const deleteRuns = {
  action: "Delete all test runs",
  title: "Delete all test runs?",
  text: "Every test run goes, with the attribute values that were received, and the claims that were pasted to preview mapping rules. Identity providers and their secrets stay. This cannot be undone.",
  confirm: "Delete all",
  done: "All test runs were deleted.",
};

export const outcomes = {
  run: {
    running: "Running",
    passed: "Passed",
    failed: "Failed",
    cancelled: "Cancelled",
    interrupted: "Interrupted",
  },
  test: {
    never_tested: "Never tested",
    passed: "Passed",
    failed: "Failed",
    stale: "Stale",
  },
};

export const units = {
  milliseconds: (value: number) => `${value.toLocaleString("en")} ms`,
  seconds: (value: number) => `${value.toLocaleString("en", { maximumFractionDigits: 1 })} s`,
  minutes: (minutes: number, seconds: number) => `${minutes} min ${seconds} s`,
};
