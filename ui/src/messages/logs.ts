export const logs = {
  title: "Log",
  description:
    "What the console did and what went wrong. Secrets, tokens, codes and user names are cut out before a line is written.",
  folder: "Folder",
  size: "Files",
  files: (files: number, kibibytes: number) =>
    `${files} ${files === 1 ? "file" : "files"}, ${kibibytes.toLocaleString("en")} KiB`,
  open: "Open folder",
  level: "How much is written",
  levels: {
    info: { label: "Normal", description: "Starts, test runs with their steps, errors." },
    debug: { label: "More", description: "Details as well, for finding a fault." },
  },
};

export const diagnostics = {
  title: "Diagnostics",
  description:
    "A text for whoever helps you: versions, system, state of the secret store and the database, the last lines of the log. It has no secrets, tokens, codes or user names.",
  action: "Copy diagnostics",
  modalTitle: "Diagnostics",
  reading: "Collecting",
  preview: "This is what will be copied or saved",
  withHosts: "Tell the host names of the identity providers as well",
  copy: "Copy",
  save: "Save as a file",
  copied: "The diagnostics were copied.",
  saved: (path: string) => `The diagnostics were saved as ${path}.`,
};
