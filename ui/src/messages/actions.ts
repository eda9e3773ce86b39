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
  never: "Never",
  none: "None",
  notSet: "Not set",
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
  text: "Every test run goes, with the attribute values that were received. Identity providers and their secrets stay. This cannot be undone.",
  confirm: "Delete all",
  done: "All test runs were deleted.",
};

export const secretStore = {
  title: "Where should client secrets be kept?",
  unlockTitle: "Unlock the vault",
  intro: "The console never writes a secret to its database or to a plain file. Choose once; every secret goes there.",
  nothingLost: "What you entered is still there and is saved as soon as you have chosen.",
  label: "Secret store",
  kinds: {
    keychain: {
      name: "System keychain",
      description: "The keychain of this operating system account. The usual choice. It may ask you to unlock it.",
    },
    vault: {
      name: "Encrypted vault",
      description: "A file in the data folder, encrypted with a passphrase that you enter once per start. For machines without a keychain.",
    },
    session: {
      name: "This session only",
      description: "Kept in memory. When the console is closed, secrets are gone and have to be entered again.",
    },
  },
  passphrase: "Passphrase",
  newPassphraseHint: "It cannot be recovered. Without it the secrets in the vault are lost.",
  passphraseAgain: "Passphrase again",
  passphraseMissing: "Enter a passphrase.",
  passphraseDiffers: "The two passphrases are not the same.",
  confirm: "Use this store",
  unlock: "Unlock",
  chosen: "The secret store is ready.",
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
