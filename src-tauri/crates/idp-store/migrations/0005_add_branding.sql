-- The look of the sign-in page: one row, as it was entered. The logo is a picture that this
-- program made of the one that was given.
CREATE TABLE branding (
    only_row          INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    organisation      TEXT    NOT NULL,
    button_colour     TEXT    NOT NULL,
    background_colour TEXT    NOT NULL,
    logo              BLOB
) STRICT;
