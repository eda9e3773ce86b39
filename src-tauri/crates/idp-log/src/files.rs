//! The log files: private, rotated by size, removed by number and age.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The folder in the data folder.
pub const LOG_FOLDER: &str = "logs";

/// A file is put aside when it is larger.
const LARGEST: u64 = 1 << 20;
/// Files of one program, the one in use among them: two programs keep 10 MiB at most.
const MOST: usize = 5;
/// What is older is removed at the next start.
const OLDEST: Duration = Duration::from_secs(14 * 24 * 3600);
/// As much of each file is read for the last lines.
const TAIL: u64 = 256 * 1024;

/// The files of one program, `<program>.log` and older ones `<program>.1.log` ….
pub(crate) struct LogFiles {
    folder: PathBuf,
    program: &'static str,
}

impl LogFiles {
    pub(crate) fn new(data_folder: &Path, program: &'static str) -> Self {
        Self {
            folder: data_folder.join(LOG_FOLDER),
            program,
        }
    }

    /// Appends whole lines. The file is opened for each batch, so that a rotation by another
    /// process of the same program is noticed and no lock is needed.
    pub(crate) fn append(&self, lines: &str) -> io::Result<()> {
        let path = self.path(0);
        match fs::symlink_metadata(&path) {
            // Somebody planted it, to have another file written.
            Ok(found) if !found.is_file() => fs::remove_file(&path)?,
            Ok(found) if found.len() > LARGEST => self.rotate()?,
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => self.make_folder()?,
            Err(error) => return Err(error),
        }
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        options.open(&path)?.write_all(lines.as_bytes())
    }

    /// Removes files that nobody will ask for any more.
    pub(crate) fn remove_old(&self, now: SystemTime) {
        for number in 0..MOST {
            let path = self.path(number);
            let age = fs::metadata(&path)
                .and_then(|found| found.modified())
                .map(|at| now.duration_since(at).unwrap_or_default());
            if age.is_ok_and(|age| age > OLDEST) {
                // It is tried again at the next start.
                let _ = fs::remove_file(&path);
            }
        }
    }

    fn rotate(&self) -> io::Result<()> {
        for number in (0..MOST - 1).rev() {
            match fs::rename(self.path(number), self.path(number + 1)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    fn path(&self, number: usize) -> PathBuf {
        let name = match number {
            0 => format!("{}.log", self.program),
            _ => format!("{}.{number}.log", self.program),
        };
        self.folder.join(name)
    }

    fn make_folder(&self) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt;
            builder.mode(0o700);
        }
        builder.create(&self.folder)
    }
}

/// The log files in a data folder with their sizes.
#[must_use]
pub fn log_files(data_folder: &Path) -> Vec<(PathBuf, u64)> {
    let Ok(entries) = fs::read_dir(data_folder.join(LOG_FOLDER)) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "log"))
        .filter_map(|entry| Some((entry.path(), entry.metadata().ok()?.len())))
        .collect();
    files.sort();
    files
}

/// The last lines of all programs on this data folder, in the order of time.
#[must_use]
pub fn recent_lines(data_folder: &Path, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = log_files(data_folder)
        .iter()
        .filter_map(|(path, size)| tail(path, *size).ok())
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    // Each begins with its time in one form, so the order of texts is that of times.
    lines.sort_by(|one, other| one.get(..27).cmp(&other.get(..27)));
    lines.split_off(lines.len().saturating_sub(most))
}

fn tail(path: &Path, size: u64) -> io::Result<String> {
    let mut file = fs::File::open(path)?;
    file.seek(SeekFrom::Start(size.saturating_sub(TAIL)))?;
    let mut bytes = Vec::new();
    file.take(TAIL).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    if size <= TAIL {
        return Ok(text.into_owned());
    }
    // The first line is cut.
    Ok(text
        .split_once('\n')
        .map(|(_, rest)| rest.to_owned())
        .unwrap_or_default())
}

#[cfg(test)]
mod tests;
