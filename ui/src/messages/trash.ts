import { titles } from "./page-titles.ts";

export const trash = {
  title: titles.trash,
  description: "Deleted identity providers, kept with their test runs and client secrets until the trash is emptied.",
  loading: "Loading the trash",
  counter: (count: number) => `(${count.toLocaleString("en")})`,
  columns: { name: "Name", deleted: "Deleted", secret: "Client secret", actions: "Actions" },
  secret: { kept: "Kept", none: "None stored" },
  restore: "Restore",
  restoreOne: (name: string) => `Restore ${name}`,
  undo: "Undo",
  restored: (name: string) => `${name} was restored.`,
  restoredAs: (before: string, now: string) =>
    `${before} was restored as ${now}, because another identity provider has its name now.`,
  restoredMany: (count: number) => `${count} identity providers were restored.`,
  restoredManyRenamed: (count: number, names: string) =>
    `${count} identity providers were restored. Names that were given to others meanwhile have a number now: ${names}.`,
  show: "Show",
  empty: {
    title: "The trash is empty",
    text: "A deleted identity provider is kept here until the trash is emptied.",
    action: "Go to Identity providers",
  },
  purge: {
    action: "Empty the trash",
    title: "Empty the trash?",
    count: (count: number) =>
      count === 1 ? "1 identity provider goes for good:" : `${count} identity providers go for good:`,
    gone: [
      "definitions and mapping rules",
      "test runs, with the attribute values that were received",
      "client secrets in the secret store",
    ],
    stays: "Nothing changes in AWS. This cannot be undone.",
    confirm: "Empty the trash",
    done: "The trash is empty.",
  },
};
