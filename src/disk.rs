//! What builds do to the disk, one operation at a time, so that a test can let any of them fail: the only module that
//! changes an output or the memo, and the only one that knows rustix. Not through [`Disk`] go the shelf of pictures
//! (`source::darkroom`), the private folders (`source::private`), files without a name, locks and permissions.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// Operations on files and folders. Each is done or not done, but for [`Disk::write`], which may leave a part of its bytes,
/// and [`Disk::remove_tree`], which may leave a part of the tree.
pub trait Disk: Send + Sync + std::fmt::Debug {
    /// Makes a folder and those above it. One that is there stays.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// Writes a file, the folders above it too where they are missing. One that was there is overwritten; a link is refused.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Makes a file to be written piece by piece, readable by its owner only. A link is refused.
    fn create_private(&self, path: &Path) -> io::Result<File>;

    /// Gives a file a second name, in a folder that is made where it is missing. What is not a folder is taken as it is, links
    /// not followed.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Copies a file with its time and permissions to a place where none is, in a folder that is there.
    fn copy(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Moves a file over whatever file is there, or a folder to where nothing is.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Lets two folders of one file system change places, in one step that nobody can see the middle of.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;

    /// Removes a file or link.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Removes a folder and all in it, links not followed.
    fn remove_tree(&self, path: &Path) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Machine;

/// The disk of this machine, to be shared.
pub fn machine() -> Arc<dyn Disk> {
    Arc::new(Machine)
}

impl Disk for Machine {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        // A page nearly always begins its folder.
        if let Some(folder) = path.parent().filter(|_| path.file_name().is_some_and(|name| name == "index.html")) {
            let _ = fs::create_dir(folder);
        }
        with_folder(path, || to_write().truncate(true).open(path))?.write_all(bytes)
    }

    fn create_private(&self, path: &Path) -> io::Result<File> {
        let mut options = to_write();
        options.read(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        with_folder(to, || fs::hard_link(from, to))
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let found = fs::symlink_metadata(from)?;
        if !found.is_file() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "what is no file can't be copied"));
        }
        let mut copy = to_write().truncate(true).open(to)?;
        io::copy(&mut File::open(from)?, &mut copy)?;
        copy.set_modified(found.modified()?)?;
        copy.set_permissions(found.permissions())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        exchange(one, other)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }
}

/// How a file is opened that is written.
fn to_write() -> OpenOptions {
    let mut options = File::options();
    without_links(options.write(true).create(true));
    options
}

/// What is a link by now is not followed.
fn without_links(options: &mut OpenOptions) -> &OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    options
}

/// Tries again with the folder above made, where that was missing.
fn with_folder<T>(path: &Path, work: impl Fn() -> io::Result<T>) -> io::Result<T> {
    work().or_else(|error| match (error.kind(), path.parent()) {
        (io::ErrorKind::NotFound, Some(parent)) => fs::create_dir_all(parent).and_then(|()| work()),
        _ => Err(error),
    })
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether what is there, a link itself, belongs to whoever runs this.
#[cfg(unix)]
pub fn is_own(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let me = rustix::process::geteuid().as_raw();
    fs::symlink_metadata(path).is_ok_and(|found| found.uid() == me)
}

/// Whether something is there, as far as owners can be told.
#[cfg(not(unix))]
pub fn is_own(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether a folder may be moved into another one, as far as that can be told.
#[cfg(unix)]
pub fn may_move(folder: &Path) -> bool {
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok()
}

/// Whether a folder may be moved into another one, as far as that can be told.
#[cfg(not(unix))]
pub fn may_move(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|found| !found.permissions().readonly())
}

/// Whether something is mounted at a folder or below it (an absolute path without links), as far as the system tells.
pub fn holds_mounts(folder: &Path) -> bool {
    // proc_pid_mountinfo(5): the fifth word of a line is the place; white space and `\` in it are three octal digits.
    let mounts = if cfg!(target_os = "linux") { fs::read_to_string("/proc/self/mountinfo") } else { Ok(String::new()) };
    let place = |line: &str| {
        let place = line.split(' ').nth(4)?;
        let place = place.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
        Some(std::path::PathBuf::from(place))
    };
    mounts.unwrap_or_default().lines().filter_map(place).any(|place| place.starts_with(folder))
}

/// Whether two folders lie on one file system, as far as that can be told.
#[cfg(unix)]
pub fn on_one_file_system(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
    device(one) == device(other)
}

/// Whether two folders lie on one file system, as far as that can be told.
#[cfg(not(unix))]
pub fn on_one_file_system(_: &Path, _: &Path) -> bool {
    true
}

/// Gives a folder the permissions of another, and its owner and group where that is allowed. Tells whether the same people may
/// do the same in both.
pub fn dress_like(folder: &Path, model: &Path) -> io::Result<bool> {
    if are_alike(folder, model) {
        return Ok(true);
    }
    let found = fs::metadata(model)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        // Who may not give a folder away may still hand it to a group of theirs.
        let _ = chown(folder, None, Some(found.gid()));
        let _ = chown(folder, Some(found.uid()), None);
    }
    fs::set_permissions(folder, found.permissions())?;
    Ok(are_alike(folder, model))
}

/// Whether two folders have the same owner, group, permissions, access lists and labels.
pub fn are_alike(one: &Path, other: &Path) -> bool {
    look_alike(one, other) && lists(one) == lists(other)
}

/// Whether two folders have the same owner, group and permissions.
pub fn look_alike(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    let look = |found: fs::Metadata| {
        use std::os::unix::fs::MetadataExt;
        (found.uid(), found.gid(), found.mode())
    };
    #[cfg(not(unix))]
    let look = |found: fs::Metadata| found.permissions();
    let look = |path: &Path| fs::symlink_metadata(path).ok().map(look);
    look(one).is_some_and(|found| Some(found) == look(other))
}

/// The access lists of a folder (acl(5)) and its label.
#[cfg(target_os = "linux")]
fn lists(folder: &Path) -> [Option<Vec<u8>>; 3] {
    ["system.posix_acl_access", "system.posix_acl_default", "security.selinux"].map(|name| {
        let mut list = vec![0; 4096];
        let length = rustix::fs::lgetxattr(folder, name, &mut list[..]).ok()?;
        list.truncate(length);
        Some(list)
    })
}

#[cfg(not(target_os = "linux"))]
fn lists(_: &Path) {}

/// The right to work alone: a file that is locked as long as this lives, also when the process is killed.
#[derive(Debug)]
pub struct Alone {
    _locked: File,
}

impl Alone {
    /// Waits for the right. `is_waiting` is called once if another has it. A link is refused.
    pub fn wait(file: &Path, is_waiting: impl FnOnce()) -> io::Result<Alone> {
        let file = to_write().truncate(false).open(file).or_else(|error| match error.kind() {
            // Another user's, who may be at work.
            io::ErrorKind::PermissionDenied => without_links(File::options().read(true)).open(file),
            _ => Err(error),
        })?;
        match file.try_lock() {
            Ok(()) => return Ok(Alone { _locked: file }),
            Err(fs::TryLockError::WouldBlock) => is_waiting(),
            Err(fs::TryLockError::Error(error)) => return Err(error),
        }
        file.lock()?;
        Ok(Alone { _locked: file })
    }
}
