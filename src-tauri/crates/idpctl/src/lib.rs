//! The command line of IdP Console.
