//! The person, the page and this program.

use super::{Texts, texts};

pub(super) const CANCELLED: Texts = texts(
    "The test was cancelled.",
    &["Cancel was pressed or the sign-in window was closed."],
    &["Test again when you are ready."],
);

pub(super) const SIGN_IN_TIMED_OUT: Texts = texts(
    "The sign-in was not finished in time.",
    &[
        "Nobody signed in within the five minutes that a test waits.",
        "The page or the form was left after a wrong password or code.",
    ],
    &["Test again, and finish the sign-in within five minutes."],
);

pub(super) const INTERRUPTED: Texts = texts(
    "The test was interrupted.",
    &["The program ended while the test ran."],
    &["Test again. Nothing of the interrupted test was sent again."],
);

pub(super) const SECRET_MISSING: Texts = texts(
    "The client secret is not available.",
    &["It was never entered, or the secret store does not have it any more, or is locked."],
    &["Enter the client secret again in the definition, or unlock the secret store."],
);

pub(super) const EMBEDDED_BROWSER_REFUSED: Texts = texts(
    "The sign-in page refuses embedded windows.",
    &["Google, some Entra policies and passkeys refuse them."],
    &["Use a test user of the pool itself, or test with the system browser."],
);

pub(super) const JAVASCRIPT_NEEDED: Texts = texts(
    "The sign-in page needs JavaScript.",
    &["Managed login and many federated pages are built that way."],
    &["Test in the window, or use a page that is a plain HTML form."],
);

pub(super) const SIGN_IN_FORM_MISSING: Texts = texts(
    "No sign-in form that can be filled was found.",
    &["The page has no form with one password field, or several forms."],
    &["Test in the window."],
);

pub(super) const WRONG_CREDENTIALS: Texts = texts(
    "User name or password is wrong.",
    &[
        "The password is wrong.",
        "The user does not exist in this pool.",
    ],
    &["Check both. The pool may lock the user after several failures."],
);

pub(super) const NEW_PASSWORD_REQUIRED: Texts = texts(
    "The user must set a new password first.",
    &["The user was created by an administrator with a temporary password."],
    &[
        "Sign in once in the window and set one, or set a permanent password: aws cognito-idp admin-set-user-password --permanent.",
    ],
);

pub(super) const USER_DISABLED: Texts = texts(
    "The user is disabled.",
    &["An administrator disabled the user."],
    &["Enable the user in the AWS console, or use another test user."],
);

pub(super) const USER_NOT_CONFIRMED: Texts = texts(
    "The user is not confirmed.",
    &["The user signed up but never entered the code."],
    &["Confirm the user in the AWS console."],
);

pub(super) const PASSWORD_RESET_REQUIRED: Texts = texts(
    "The user must reset the password.",
    &["An administrator asked for a reset, or the user was imported."],
    &[
        "Reset the password through Forgot password, or set a permanent one: aws cognito-idp admin-set-user-password --permanent.",
    ],
);

pub(super) const MFA_REQUIRED: Texts = texts(
    "The user needs a second factor.",
    &["The pool requires MFA, or the user has set it up."],
    &["Test in the window, where the code can be typed, or use a user without MFA."],
);

pub(super) const USER_NOT_FOUND: Texts = texts(
    "The pool has no such user.",
    &[
        "The name was typed wrongly, or the user is in another pool.",
        "The pool does not take an e-mail address in place of the user name.",
        "The pool tells strangers which users exist (PreventUserExistenceErrors is LEGACY).",
    ],
    &[
        "Look the user up in the AWS console under Users.",
        "In the AWS console open App clients, your client, Edit, and tick Prevent user existence errors.",
    ],
);

pub(super) const SIGN_IN_LOCKED: Texts = texts(
    "The user is locked for a while after too many wrong passwords.",
    &[
        "Cognito waits after five wrong passwords, twice as long after each further one, up to about 15 minutes.",
    ],
    &[
        "Wait, and do not try meanwhile: each try makes the wait longer.",
        "Find out which program tries an old password.",
    ],
);

pub(super) const TEMPORARY_PASSWORD_EXPIRED: Texts = texts(
    "The temporary password of the user has expired.",
    &["The user did not sign in within the days that the pool allows, seven as it comes."],
    &[
        "Set a permanent password: aws cognito-idp admin-set-user-password --permanent (AdminSetUserPassword).",
        "Or send the invitation again, with a new temporary password: aws cognito-idp admin-create-user --message-action RESEND.",
    ],
);

pub(super) const NEW_PASSWORD_REFUSED: Texts = texts(
    "The pool does not take the new password.",
    &[
        "It is too short or lacks a kind of character that the pool's password policy asks for.",
        "It was used before, and the pool remembers.",
    ],
    &[
        "Read the pool's words below, and test again with another new password. The temporary one is still valid.",
    ],
);

pub(super) const CODE_WRONG: Texts = texts(
    "The code is wrong or too old.",
    &[
        "A digit was typed wrongly, or the code was of another account in the authenticator app.",
        "An authenticator code counts for 30 seconds, and the clocks of phone and server must agree.",
        "A newer message with another code was sent meanwhile.",
    ],
    &["Test again and type the newest code at once."],
);

pub(super) const CHALLENGE_EXPIRED: Texts = texts(
    "The sign-in took too long, or its session was used twice.",
    &[
        "A session of a challenge counts for 3 minutes as the app client comes, 15 at most, and once.",
    ],
    &[
        "Test again.",
        "In the AWS console open App clients, your client, Edit, and make the authentication flow session longer.",
    ],
);

pub(super) const CHALLENGE_NOT_ANSWERABLE: Texts = texts(
    "The pool asks for something that cannot be answered with user name and password.",
    &[
        "A Lambda function of the pool asks a question of its own (CUSTOM_CHALLENGE).",
        "The pool remembers devices, and asks for the key of this one.",
        "The pool wants a passkey, which belongs to a browser.",
    ],
    &[
        "A broker that knows user name and password only cannot sign this user in. Use the sign-in pages of the pool instead (AWS Cognito (OAuth/OpenID)), or another test user.",
    ],
);

pub(super) const NO_WAY_TO_SIGN_IN: Texts = texts(
    "The pool offers this user no way to sign in that can be used here.",
    &["Choice-based sign-in offers what the user has set up; a passkey alone cannot be used here."],
    &[
        "In the AWS console open Sign-in, Options for choice-based sign-in, and tick Password or a one-time code.",
    ],
);
