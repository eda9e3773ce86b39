import type { FailureCode } from "./backend.ts";

export type ErrorSeverity = "error" | "warning" | "info";

/** What the UI can offer beside the text. */
export type ErrorAction = "choose_secret_store" | "open_settings" | "open_test_runs" | "retry";

interface ErrorRow {
  severity: ErrorSeverity;
  action?: ErrorAction;
}

/** A code without a row does not compile. */
export const ERRORS: Record<FailureCode, ErrorRow> = {
  invalid_input: { severity: "error" },
  changed_elsewhere: { severity: "warning" },
  fixtures_differ: { severity: "warning" },
  not_found: { severity: "error" },
  secret_store_unavailable: { severity: "error", action: "choose_secret_store" },
  secret_store_locked: { severity: "warning", action: "choose_secret_store" },
  secret_store_waiting: { severity: "info", action: "choose_secret_store" },
  wrong_passphrase: { severity: "error" },
  secret_store_not_chosen: { severity: "info", action: "choose_secret_store" },
  store_failed: { severity: "error", action: "retry" },
  test_already_running: { severity: "warning", action: "open_test_runs" },
  practice_pool_failed: { severity: "error" },
  read_only: { severity: "warning" },
  not_open: { severity: "error" },
  program_fault: { severity: "error" },
  clipboard_failed: { severity: "warning" },
  file_failed: { severity: "error" },
  browser_failed: { severity: "warning" },
  internal: { severity: "error" },
};
