import { useReadOnly } from "../backend/start-queries.ts";
import { readOnly } from "../messages/actions.ts";

/** What a button or menu item gets that changes something; spread it last. */
export interface NoWriting {
  readonly disabled?: true;
  readonly disabledReason?: string;
}

const OPEN: NoWriting = {};
const CLOSED: NoWriting = { disabled: true, disabledReason: readOnly.reason };

/** Switches off, with the reason, what writes while the data folder is open for reading only. */
export function useNoWriting(): NoWriting {
  return useReadOnly() ? CLOSED : OPEN;
}
