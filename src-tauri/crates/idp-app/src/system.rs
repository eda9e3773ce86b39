//! The system this program runs on, as far as it helps to find a fault.

use std::env;
use std::fs;

/// Name and version of the operating system, kernel and processor family.
pub(crate) fn operating_system() -> String {
    let name = os_release().unwrap_or_else(|| env::consts::OS.to_owned());
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let kernel = kernel.trim();
    let gap = if kernel.is_empty() { "" } else { ", kernel " };
    format!("{name}{gap}{kernel}, {}", env::consts::ARCH)
}

/// How windows come to the screen.
pub(crate) fn display_server() -> String {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let kind = match (set("WAYLAND_DISPLAY"), set("DISPLAY")) {
        (true, true) => "Wayland with X11 beside it",
        (true, false) => "Wayland",
        (false, true) => "X11",
        (false, false) if cfg!(target_os = "linux") => "none",
        (false, false) => "of the system",
    };
    match desktop() {
        Some(desktop) => format!("{kind}, desktop {desktop}"),
        None => kind.to_owned(),
    }
}

/// The desktop as it calls itself, such as `GNOME` or `KDE`.
pub(crate) fn desktop() -> Option<String> {
    env::var("XDG_CURRENT_DESKTOP")
        .ok()
        .filter(|desktop| !desktop.is_empty())
}

/// Whether there is a screen on which a system could ask something.
pub(crate) fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["WAYLAND_DISPLAY", "DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// The names by which the system knows the account.
pub(crate) fn account_names() -> Vec<String> {
    let mut names: Vec<String> = ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .collect();
    let home = env::var("HOME").or_else(|_| env::var("USERPROFILE"));
    if let Some(last) = home
        .ok()
        .as_deref()
        .and_then(|home| home.rsplit(['/', '\\']).next())
    {
        names.push(last.to_owned());
    }
    names.retain(|name| name.len() > 1);
    names.sort();
    names.dedup();
    names
}

/// Name of the distribution (os-release(5)).
fn os_release() -> Option<String> {
    let text = fs::read_to_string("/etc/os-release").ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    Some(line.trim_matches('"').to_owned())
}
