//! Place and size of the main window, kept in the data folder: each folder is a console of
//! its own. A file and not a setting, because the window opens also where the database
//! does not.

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tauri::{PhysicalPosition, PhysicalSize, Runtime, WebviewWindow, WindowEvent};
use tokio::sync::Notify;
use tokio::time::timeout;

const FILE_NAME: &str = "window.json";

/// Physical pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Area {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct WindowPlace {
    #[serde(flatten)]
    area: Area,
    maximized: bool,
}

/// Puts a window where it was when it was closed, and remembers where it goes from here.
/// A place that no screen shows any more is left out. Whoever hides the window keeps its place
/// before.
pub(crate) fn restore_and_remember<R: Runtime>(
    window: &WebviewWindow<R>,
    data_folder: &Path,
) -> Arc<Watched<R>> {
    let path = data_folder.join(FILE_NAME);
    if let Some(place) = read(&path)
        && is_visible(place.area, &screens(window))
    {
        let Area {
            x,
            y,
            width,
            height,
        } = place.area;
        // A window manager may have its own mind; then the window is where it puts it.
        let _ = window.set_size(PhysicalSize::new(width, height));
        let _ = window.set_position(PhysicalPosition::new(x, y));
        if place.maximized {
            let _ = window.maximize();
        }
    }
    remember(window, path)
}

/// A window manager may move a window while it minimises it, so that only where the window
/// stands still is its place.
const STILL: Duration = Duration::from_millis(500);

fn remember<R: Runtime>(window: &WebviewWindow<R>, path: PathBuf) -> Arc<Watched<R>> {
    let watched = Watched {
        window: window.clone(),
        area: Mutex::new(read(&path).map(|place| place.area)),
        path,
    };
    let watched = Arc::new(watched);
    let moved = Arc::new(Notify::new());
    let task = tauri::async_runtime::spawn(keep_when_still(watched.clone(), moved.clone()));
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Moved(_) | WindowEvent::Resized(_)) {
            moved.notify_one();
        } else if matches!(event, WindowEvent::Destroyed) {
            task.abort();
        }
    });
    watched
}

async fn keep_when_still<R: Runtime>(watched: Arc<Watched<R>>, moved: Arc<Notify>) {
    loop {
        moved.notified().await;
        while timeout(STILL, moved.notified()).await.is_ok() {}
        watched.keep();
    }
}

/// A window whose place is remembered.
pub(crate) struct Watched<R: Runtime> {
    window: WebviewWindow<R>,
    /// Where it was last, or goes back to when it is not maximized any more.
    area: Mutex<Option<Area>>,
    path: PathBuf,
}

impl<R: Runtime> Watched<R> {
    /// Keeps where the window is, unless nobody sees it there.
    pub(crate) fn keep(&self) {
        // One that closes is hidden, and ends a moment later.
        let shown = self.window.is_visible().unwrap_or(false);
        if !shown || self.window.is_minimized().unwrap_or(true) {
            return;
        }
        let maximized = self.window.is_maximized().unwrap_or(false);
        let mut area = self.area.lock().unwrap_or_else(PoisonError::into_inner);
        if !maximized {
            *area = area_of(&self.window).or(*area);
        }
        if let Some(area) = *area {
            write(&self.path, WindowPlace { area, maximized });
        }
    }
}

fn area_of<R: Runtime>(window: &WebviewWindow<R>) -> Option<Area> {
    let position = window.outer_position().ok()?;
    let size = window.inner_size().ok()?;
    Some(Area {
        x: position.x,
        y: position.y,
        width: size.width,
        height: size.height,
    })
}

fn screens<R: Runtime>(window: &WebviewWindow<R>) -> Vec<Area> {
    let monitors = window.available_monitors().unwrap_or_default();
    monitors
        .iter()
        .map(|monitor| Area {
            x: monitor.position().x,
            y: monitor.position().y,
            width: monitor.size().width,
            height: monitor.size().height,
        })
        .collect()
}

/// Whether enough of the upper edge is on a screen to take hold of the window, and the size
/// is one that a person could have made.
fn is_visible(area: Area, screens: &[Area]) -> bool {
    const GRIP: i64 = 100;
    let (left, top) = (i64::from(area.x), i64::from(area.y));
    let right = left + i64::from(area.width);
    let sane = (400..=20_000).contains(&area.width) && (300..=20_000).contains(&area.height);
    sane && screens.iter().any(|screen| {
        let (from_x, from_y) = (i64::from(screen.x), i64::from(screen.y));
        let to_x = from_x + i64::from(screen.width);
        let to_y = from_y + i64::from(screen.height);
        let shown = right.min(to_x) - left.max(from_x);
        shown >= GRIP && top >= from_y && top + GRIP <= to_y
    })
}

fn read(path: &Path) -> Option<WindowPlace> {
    serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
}

/// Not worth an error: the next start then uses the place before.
fn write(path: &Path, place: WindowPlace) {
    let written = serde_json::to_vec(&place)
        .map_err(std::io::Error::other)
        .and_then(|text| idp_store::replace_private(path, &text));
    if let Err(error) = written {
        tracing::debug!("the place of the window is not kept: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, WindowPlace, is_visible, read, write};

    const SCREENS: [Area; 2] = [area(0, 0, 1920, 1080), area(1920, 0, 1280, 1024)];

    const fn area(x: i32, y: i32, width: u32, height: u32) -> Area {
        Area {
            x,
            y,
            width,
            height,
        }
    }

    #[test]
    fn a_window_comes_back_only_where_it_can_be_taken_hold_of() {
        for good in [
            area(10, 10, 1280, 860),
            area(1900, 5, 1280, 860),
            area(-1100, 0, 1280, 860),
        ] {
            assert!(is_visible(good, &SCREENS), "{good:?}");
        }
        for lost in [
            area(3150, 0, 1280, 860),
            area(0, 1000, 1280, 860),
            area(0, -50, 1280, 860),
            area(0, 0, 10, 10),
            area(0, 0, u32::MAX, u32::MAX),
        ] {
            assert!(!is_visible(lost, &SCREENS), "{lost:?}");
        }
        assert!(!is_visible(area(0, 0, 1280, 860), &[]));
    }

    #[test]
    fn what_was_written_is_read_and_anything_else_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("window.json");
        assert_eq!(read(&path), None);
        let place = WindowPlace {
            area: area(-5, 7, 1280, 860),
            maximized: true,
        };
        write(&path, place);
        assert_eq!(read(&path), Some(place));
        std::fs::write(&path, "{\"x\":").unwrap();
        assert_eq!(read(&path), None);
    }
}
