export const startUp = {
  titles: {
    newer_database: "This data needs a newer version",
    damaged: "The database is damaged",
    not_backed_up: "The database could not be backed up before its update",
    not_writable: "The data folder cannot be written",
    disk_full: "The disk is full",
    in_use: "The database is in use",
    failed: "The database cannot be opened",
  },
  folder: "Data folder",
  anotherFolder: "For another data folder, start the console with --data-dir FOLDER, or set the variable IDP_CONSOLE_DATA_DIR.",
  tryAgain: "Try again",
  choice: "How to go on",
  kept: "The damaged database is kept beside the new one, whatever you choose. Client secrets in the keychain or the vault are not touched.",
  restore: {
    title: "Restore the newest backup",
    made: (at: string, ago: string) => `Made on ${at} (${ago}).`,
    contents: (providers: number, runs: number) =>
      `It holds ${count(providers, "identity provider")} and ${count(runs, "test run")}. What was changed after that is in the damaged database only.`,
    none: "There is no sound backup in the data folder.",
    action: "Restore this backup",
    done: "The backup was restored. The damaged database is kept in the data folder.",
  },
  empty: {
    title: "Begin with an empty database",
    text: "Identity providers, drafts and test runs have to be entered again. Backups stay and can be restored later in Settings.",
    action: "Begin empty",
    confirmTitle: "Begin with an empty database?",
    confirmText: "The list of identity providers will be empty. The damaged database is kept in the data folder, and so are all backups.",
    confirm: "Begin empty",
    done: "A new database was made. The damaged one is kept in the data folder.",
  },
  withoutBackup: {
    title: "Update without a backup",
    text: "The database gets the form that this version needs. If that fails, or an earlier version of this program is wanted again, there is no backup of it as it is now.",
    action: "Update without a backup",
    done: "The database was updated.",
  },
  readOnly: {
    header: "Nothing can be changed now",
    label: "State of the console",
  },
  unreadable: {
    header: (number: number) =>
      number === 1
        ? "One identity provider cannot be read and is not shown"
        : `${number} identity providers cannot be read and are not shown`,
    text: "Their definitions are damaged or come from a newer version. Update this program, or restore a backup in Settings.",
  },
  reloaded: {
    header: "This page was loaded again",
    text: "The process that shows it had ended by itself. What was saved is all there.",
    dismiss: "Dismiss",
  },
};

export const backups = {
  title: "Backups",
  description:
    "The database is backed up once a day when something changed, before this program changes its form, and before a backup is restored. Client secrets are never in a backup.",
  folder: "Folder",
  now: "Back up now",
  made: "A backup was made.",
  loading: "Reading the backups",
  columns: {
    at: "Made",
    reason: "Why",
    providers: "Identity providers",
    runs: "Test runs",
    size: "Size",
    action: "Action",
  },
  reasons: {
    daily: "Once a day",
    by_hand: "By hand",
    before_migration: "Before an update",
    before_restore: "Before a restore",
  },
  unknown: "Cannot be read",
  size: (kibibytes: number) =>
    kibibytes < 1024
      ? `${kibibytes.toLocaleString("en")} KiB`
      : `${(kibibytes / 1024).toLocaleString("en", { maximumFractionDigits: 1 })} MiB`,
  empty: {
    title: "No backups yet",
    text: "The first is made by itself once there is something to keep.",
  },
  problem: "The last automatic backup was not made",
  setAside: "Damaged databases that were kept",
  setAsideText: "They can hold attribute values that were received.",
  restore: {
    action: "Restore",
    label: (at: string) => `Restore the backup of ${at}`,
    title: "Restore this backup?",
    text: (at: string) =>
      `Identity providers, drafts, the trash and test runs become what they were on ${at}. What is there now is backed up first.`,
    secrets:
      "Client secrets stay as they are now. One that was removed since then has to be entered again.",
    confirm: "Restore",
    done: "The backup was restored. What was there before is in a backup too.",
  },
  remove: {
    action: "Delete all backups",
    title: "Delete all backups?",
    text: "Every backup goes, and so do damaged databases that were kept. The database itself stays. This cannot be undone.",
    confirm: "Delete all",
    done: "All backups were deleted.",
  },
  too: {
    label: (number: number) =>
      number === 1 ? "Delete the one backup too" : `Delete the ${number} backups too`,
    description:
      "Backups, and damaged databases that were kept, still hold what is deleted here until they are deleted.",
  },
};

function count(number: number, what: string): string {
  return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
}
