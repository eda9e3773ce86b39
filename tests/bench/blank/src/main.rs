//! A window with one line of text and one command that does nothing.

use tauri::{WebviewUrl, WebviewWindowBuilder};

/// The cheapest call from a page to Rust and back.
#[tauri::command]
async fn empty() {
    std::future::ready(()).await;
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![empty])
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
                .title("Blank window")
                .inner_size(1280.0, 860.0)
                .center()
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
