/** What pages are called that the window names before their code is there. */
export const titles = {
  newProvider: "Add identity provider",
  editProvider: "Edit identity provider",
  trash: "Trash",
  users: "Local users",
  user: "Local user",
};
