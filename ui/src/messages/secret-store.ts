export const secretStore = {
  title: "Where should client secrets be kept?",
  intro:
    "The console never writes a secret to its database or to a plain file. Choose once; every secret goes there.",
  nothingLost: "What you entered is still there and is saved as soon as you have chosen.",
  label: "Secret store",
  kinds: {
    keychain: {
      name: "System keychain",
      description:
        "Kept by this operating system account and protected by its sign-in. Survives a restart. It may ask you to unlock it.",
    },
    vault: {
      name: "Encrypted vault",
      description:
        "A file in the data folder, encrypted with a passphrase that you enter once per start. Survives a restart; a forgotten passphrase cannot be recovered.",
    },
    session: {
      name: "This session only",
      description:
        "Kept in memory and written nowhere. When the console is closed, secrets are gone and have to be entered again.",
    },
  },
  notUsable: "cannot be used at the moment",
  tryAgain: "Try the keychain again",
  withoutSecret: "Save without the secret",
  passphrase: "Passphrase",
  newPassphrase: "New passphrase",
  newPassphraseHint: "At least 8 characters; several words are better. It cannot be recovered. Without it the secrets in the vault are lost.",
  passphraseAgain: "Passphrase again",
  passphraseMissing: "Enter a passphrase.",
  passphraseTooShort: "Enter at least 8 characters.",
  passphraseDiffers: "The two passphrases are not the same.",
  confirm: "Use this store",
  chosen: "The secret store is ready.",
  unlock: {
    title: "Unlock the vault",
    text: "Client secrets are kept in the encrypted vault, a file in the data folder. The passphrase that was chosen for it opens it until the console is closed.",
    action: "Unlock",
    forgotten: "Passphrase forgotten? It cannot be recovered. A new vault can be begun: the old file is kept, and its secrets have to be entered again.",
    anew: "Begin a new vault",
    other: "Use another store",
  },
  anew: {
    title: "Begin a new vault?",
    text: "The old vault is kept under another name in the data folder, unchanged. Its secrets are listed as missing and have to be entered again. With the old passphrase and that folder they can still be brought back by hand.",
    none: "No secret is in the old vault.",
    affected: "These have to be entered again:",
    confirm: "Begin a new vault",
    done: (path: string) => `A new vault is in use. The old one is kept as ${path}.`,
  },
  change: {
    action: "Change passphrase",
    title: "Change the vault's passphrase",
    old: "Present passphrase",
    confirm: "Change passphrase",
    done: "The vault has a new passphrase.",
  },
  waiting: {
    title: "Your system is asking for something",
    asking: "Asking the secret store",
    waiting: "Waiting for your answer",
    text: "Your system is asking for the keychain's password; look for its window. It may be behind this one.",
    goesOn: "Once you have answered, it goes on here by itself. Nothing has to be entered again.",
  },
  move: {
    action: (count: number, store: string) =>
      count === 1 ? `Move 1 secret to ${store}` : `Move ${count} secrets to ${store}`,
    title: "Move secrets",
    text: (store: string) =>
      `Each secret is copied to ${store}, read back and compared; only then is the old copy removed. If it is interrupted, nothing is lost and you can go on later.`,
    vaultLocked: "Some of them are in the vault. Enter its passphrase.",
    confirm: "Move",
    retry: "Try the rest again",
    progress: (done: number, total: number) => `${done} of ${total}`,
    result: (moved: number, total: number, store: string) => {
      if (moved < total) return `${moved} of ${total} secrets ${moved === 1 ? "was" : "were"} moved to ${store}.`;
      return total === 1 ? `The secret is in ${store} now.` : `All ${total} secrets are in ${store} now.`;
    },
    failed: "These stayed where they were:",
    owner: "Identity provider",
    reason: "Why",
  },
  places: {
    keychain: "the keychain",
    vault: "the vault",
    session: "this session",
  },
  elsewhere: {
    title: "Secrets in another store",
    text: "They are still read from there. Moving them puts all secrets in one place.",
    goneTitle: "Client secrets to enter again",
    goneText: "They were kept for one session only, and it has ended. The store can be changed first, so that they stay.",
    place: (store: string) => `In ${store}`,
    owner: "Identity provider",
    where: "Where the secret is",
    enter: "Enter the secret",
    enterFor: (owner: string) => `Enter the client secret of ${owner}`,
  },
  missing: {
    title: "The client secret is missing",
    text: "A test connection needs it. Add it when you have it; everything else is saved.",
    add: "Add the secret",
  },
  notInUse: {
    title: (store: string) => `The client secret is in ${store}`,
    text: "New secrets go to another store. This one is still read from there; move it in Settings to have all secrets in one place.",
  },
};

/** After something went whose secret could not be removed with it. */
export const removedLater = {
  title: (count: number) =>
    count === 1
      ? "A client secret is still in its store"
      : `${count.toLocaleString("en")} client secrets are still in their store`,
  text: "The store does not answer. What is to be removed is written down, and goes once the store answers again.",
};
