//! Settings of the web view that the framework has no words for.

use tauri::{WebviewWindow, Wry};

/// Makes a window light. On Linux its page is drawn by the processor alone: WebKit's way over
/// the graphics driver takes 130 MB more for pages like ours, and shows a white window with
/// some drivers (<https://github.com/tauri-apps/tauri/issues/9304>). And it keeps no earlier
/// pages: ours never leaves itself, and in the sign-in window nobody goes back, so that less of
/// a stranger's is kept.
pub(crate) fn lighten(window: &WebviewWindow<Wry>) {
    #[cfg(target_os = "linux")]
    {
        use webkit2gtk::{
            CacheModel, HardwareAccelerationPolicy, SettingsExt, WebContextExt, WebViewExt,
        };
        let set = window.with_webview(|webview| {
            let view = webview.inner();
            if let Some(settings) = view.settings() {
                settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            }
            if let Some(context) = view.context() {
                context.set_cache_model(CacheModel::DocumentViewer);
            }
        });
        if let Err(error) = set {
            tracing::warn!("the window takes more memory than it needs: {error}");
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = window;
}
