//! One row: a good portal, broken; the program run on it; what came of it, compared.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use walkdir::{DirEntry, WalkDir};

use crate::row::{AT, End, GOOD, NOWHERE, Row, Step};

/// How long a run may take, on the slowest machine: what takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// The bytes of a file that is not read twice to be compared.
const GIANT: u64 = 32 << 20;

/// What a run said.
struct Said {
    exit: Option<i32>,
    result: String,
    aside: String,
}

/// Runs a row; what is not as it should be.
pub(crate) fn row(row: &Row) -> Result<(), String> {
    let folder = TempDir::new().expect("a temporary folder");
    let root = folder.path().join("portal");
    for (path, content) in GOOD {
        write(&root.join(path), content.as_bytes());
    }
    let good = run(folder.path(), &root, &[&["build"], &AT[..]].concat(), &[])?;
    if good.exit != Some(0) {
        return Err(format!("the good portal is none: {}{}", good.result, good.aside));
    }
    for step in &row.steps {
        match step {
            Step::File(path, content) => write(&root.join(path), content),
            Step::By(step) => step(&root),
        }
    }
    let before = tree(&root);
    let ends = match &row.end {
        End::Answered(request, status) => answered(folder.path(), &root, request, *status),
        End::Told(..) | End::Refused(..) | End::Read => {
            let named = root.to_str().expect("a name of letters");
            let arguments: Vec<String> = row.arguments.iter().map(|argument| argument.replace("ROOT", named)).collect();
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            run(folder.path(), &root, &arguments, &row.variables).and_then(|said| compared(&row.end, &said))
        }
    };
    ends?;
    let after = tree(&root);
    // Whoever is read has a new output; nobody else has anything new.
    let is_kept = |path: &Path| matches!(row.end, End::Read) && path.starts_with(root.join("output"));
    let all = before.keys().chain(after.keys());
    match all.filter(|path| !is_kept(path)).find(|path| before.get(*path) != after.get(*path)) {
        None => Ok(()),
        Some(path) => Err(format!("{} was changed", path.display())),
    }
}

fn compared(end: &End, said: &Said) -> Result<(), String> {
    let Said { exit, result, aside } = said;
    let all = || format!("exit {exit:?}, {}{}", shortened(result), shortened(aside));
    if aside.contains("panicked") || aside.contains("overflowed its stack") {
        return Err(format!("it panics: {}", all()));
    }
    match end {
        End::Told(code, place, expected) => {
            let complaints = complaints(result);
            let is_told = complaints.iter().any(|(known, at)| known == code && at == place);
            let is_right = *exit == Some(*expected) && is_told && !aside.contains("error:");
            if is_right {
                Ok(())
            } else {
                Err(format!("told are {:?}; {}", &complaints[..complaints.len().min(5)], all()))
            }
        }
        End::Refused(words, expected) => {
            let is_right = *exit == Some(*expected) && (result.contains(words) || aside.contains(words));
            if is_right { Ok(()) } else { Err(all()) }
        }
        End::Read | End::Answered(..) => {
            if *exit == Some(0) && complaints(result).is_empty() {
                Ok(())
            } else {
                Err(all())
            }
        }
    }
}

/// Codes and places of the errors in a report for machines: `path:line:column`, or the path alone.
fn complaints(report: &str) -> Vec<(String, String)> {
    let report: Value = serde_json::from_str(report).unwrap_or_default();
    let errors = report["diagnostics"].as_array().into_iter().flatten().filter(|entry| entry["severity"] == "error");
    let place = |entry: &Value| {
        let path = entry["path"].as_str().unwrap_or(NOWHERE);
        match (entry["line"].as_u64(), entry["column"].as_u64()) {
            (Some(line), Some(column)) => format!("{path}:{line}:{column}"),
            _ => path.to_owned(),
        }
    };
    errors.map(|entry| (entry["code"].as_str().unwrap_or_default().to_owned(), place(entry))).collect()
}

fn run(folder: &Path, root: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Result<Said, String> {
    let mut command = command(arguments);
    if !arguments.contains(&"--root") {
        command.arg("--root").arg(root);
    }
    // Into files: a pipe that nobody empties would hold it up.
    let (result, aside) = (folder.join("result"), folder.join("aside"));
    let open = |path: &Path| fs::File::create(path).expect("a file can be made");
    command.args(["--format", "json"]).current_dir(folder).envs(variables.iter().copied());
    let process = command.stdout(open(&result)).stderr(open(&aside)).spawn().expect("dateline starts");
    let exit = ended(process)?;
    let read = |path: PathBuf| String::from_utf8_lossy(&fs::read(path).expect("what it said")).into_owned();
    Ok(Said { exit, result: read(result), aside: read(aside) })
}

fn ended(mut process: Child) -> Result<Option<i32>, String> {
    let begun = Instant::now();
    loop {
        if let Some(status) = process.try_wait().expect("it can be asked") {
            return Ok(status.code());
        }
        if begun.elapsed() > PATIENCE {
            let _ = process.kill();
            let _ = process.wait();
            return Err("it hangs".to_owned());
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Asks a preview of the project.
fn answered(folder: &Path, root: &Path, request: &[u8], status: u16) -> Result<(), String> {
    let mut command = command(&[&["serve", "--port", "0"], &AT[..]].concat());
    let aside = folder.join("aside");
    command.arg("--root").arg(root).stdout(Stdio::piped()).stderr(fs::File::create(&aside).expect("a file"));
    let mut process = command.spawn().expect("dateline starts");
    let mut line = String::new();
    let output = process.stdout.take().expect("piped");
    BufReader::new(output).read_line(&mut line).expect("a line");
    let host = line.trim().trim_start_matches("http://").split('/').next().unwrap_or_default().to_owned();
    let host = host.as_str();
    let ask = |request: &[u8]| -> Result<u16, String> {
        let mut stream = TcpStream::connect(host).map_err(|error| format!("it does not listen: {error}"))?;
        stream.set_read_timeout(Some(PATIENCE)).expect("a time");
        // It may have answered and gone before all was sent.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let ended = stream.read_to_end(&mut answer).map_err(|error| error.kind());
        if let Err(ErrorKind::WouldBlock | ErrorKind::TimedOut) = ended {
            return Err(format!("it hangs: {}", shortened(&String::from_utf8_lossy(&answer))));
        }
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
        status.ok_or_else(|| format!("no answer: {}", shortened(&answer)))
    };
    let request: Vec<u8> = match std::str::from_utf8(request) {
        Ok(text) => text.replace("HOST", host).into_bytes(),
        Err(_) => request.to_vec(),
    };
    let usual = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let answers = ask(&request).and_then(|first| Ok((first, ask(usual.as_bytes())?)));
    let _ = process.kill();
    let _ = process.wait();
    let aside = String::from_utf8_lossy(&fs::read(aside).expect("what it said")).into_owned();
    if aside.contains("panicked") {
        return Err(format!("it panics: {}", shortened(&aside)));
    }
    match answers? {
        (first, 200) if first == status => Ok(()),
        (first, after) => Err(format!("status {first}, and {after} after it")),
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

fn write(path: &Path, content: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, content).expect("a file can be written");
}

/// Every file below a project with its bytes, but for what the program keeps for itself; of giants the size.
fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let is_shared =
        |entry: &DirEntry| !entry.file_name().to_string_lossy().starts_with(".dateline") || entry.depth() > 1;
    let entries = WalkDir::new(root).into_iter().filter_entry(is_shared).filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let bytes = |entry: &DirEntry| match entry.metadata().map(|found| found.len()) {
        Ok(size) if size > GIANT => size.to_le_bytes().to_vec(),
        _ => fs::read(entry.path()).unwrap_or_default(),
    };
    files.map(|entry| (entry.path().to_owned(), bytes(&entry))).collect()
}

fn shortened(text: &str) -> String {
    text.chars().take(400).collect()
}
