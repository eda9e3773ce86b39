export const consumers = {
  loading: "Asking what consumers would make of it",
  choose: "Consumer",
  chooseText:
    "What this product would make of what this test run received. Nothing is sent to it; its rules were read in its source or documentation.",
  option: (part: string, verdict: string) => `${part}: ${verdict}`,
  verdicts: {
    accepts: "would accept",
    accepts_with_remark: "would accept, with remarks",
    refuses: "would refuse",
    unknown: "cannot be told from this run",
  },
  remarks: (count: number) =>
    count === 1 ? "would accept, with one remark" : `would accept, with ${count} remarks`,
  verdict: (name: string, verdict: string) => `${name} ${verdict}`,
  unknown: (name: string) => `What ${name} would do cannot be told from this run`,
  asItComes:
    "As it comes: issuer, client and scopes of this definition are entered, everything else is at its default.",
  definition: {
    changed: {
      title: "The definition was changed since this test run",
      text: "Scopes and client are those of now, the claims those of then. Test the connection again.",
    },
    gone: {
      title: "The definition was deleted",
      text: "What it said about scopes and client secret is unknown, so rules that need it were left out.",
    },
  },
  reads: "What it reads, in this order",
  unverified: "Not verified",
  user: {
    title: "The user it would make",
    refused: "None, because it would refuse. With the settings below it would make one.",
    refusedAnyway: "None, because it would refuse.",
    columns: { field: "Field", plain: "As it comes", fitted: "With the settings below" },
    empty: "Stays empty",
    from: (claim: string, source: string) => `${claim}, ${source}`,
  },
  fields: {
    user_name: "User name",
    subject: "Identifier",
    email: "E-mail address",
    email_verified: "E-mail address is verified",
    display_name: "Name shown",
    groups: "Groups",
  },
  settings: {
    title: "Settings that fit this run",
    place: (place: string) => `Belongs to: ${place}`,
    result: (verdict: string) => `With these settings it ${verdict}.`,
    notEnough: "These settings alone are not enough: it would still refuse. The findings say why.",
    what: "settings",
  },
  findings: {
    title: "Findings",
    none: "Nothing was found that stands against it.",
    columns: { effect: "Effect", problem: "What is the matter", next: "What to do" },
    effects: { refuses: "Refuses", remark: "Remark", note: "Good to know" },
    found: (found: string) => `Received: ${found}`,
    source: (source: string) => `Source: ${source}`,
    general: "General knowledge, not read in the source",
    setting: "setting",
  },
  none: {
    title: "Nothing to judge",
    text: "This test run received no tokens. Make the test connection work, then look here again.",
  },
};
