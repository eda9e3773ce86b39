/** Where the frame shows what could not be kept: among what stays in view wherever one scrolls. */
export const NOT_KEPT_PLACE = "not-kept";
