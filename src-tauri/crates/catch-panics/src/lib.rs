//! `#[catch_panics]` on a command: a panic in it becomes an error with a number. The
//! framework runs an asynchronous command as a task of its own, and a task that panics never
//! answers, so the catching has to be inside the command.

use proc_macro::TokenStream;
use quote::quote;
use syn::{ItemFn, ReturnType, parse_macro_input, parse_quote};

/// Catches panics in the function, whose error type has to be made from `idp_app::Panicked`.
#[proc_macro_attribute]
pub fn catch_panics(_: TokenStream, item: TokenStream) -> TokenStream {
    let mut function = parse_macro_input!(item as ItemFn);
    let ReturnType::Type(_, answer) = &function.sig.output else {
        let error = syn::Error::new_spanned(&function.sig, "a command returns a Result");
        return error.to_compile_error().into();
    };
    let body = &function.block;
    let caught = if function.sig.asyncness.is_some() {
        quote!(::idp_app::caught::<#answer>(async move #body).await)
    } else {
        quote!(::idp_app::caught_now::<#answer>(move || #body))
    };
    function.block = parse_quote!({
        #caught.unwrap_or_else(|panicked| Err(::core::convert::From::from(panicked)))
    });
    quote!(#function).into()
}
