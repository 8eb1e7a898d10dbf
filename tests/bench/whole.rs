//! Whole processes: how long they take from start to exit, and the most memory they hold.
//!
//! A benchmark that uses this starts itself again as a child for work that no command of
//! `smithyc` does alone, and where a process has to say itself how much memory it held: the
//! kernel's figure is gone once a process has ended.
#![allow(dead_code)]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use smithyc::driver::workers;
use smithyc::load;
use smithyc::text::{Origin, SourceMap};

/// The first argument of a child.
const CHILD: &str = "--as-child";

/// Before the peak in what a child says.
const PEAK: &str = "peak kB:";

/// What a child does with the files and folders it is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Work {
    /// Nothing.
    Nothing,
    /// Reads their bytes.
    Read,
    /// Reads them, which are JSON, into the values of `serde_json`.
    Values,
    /// Reads them and builds their model, which nobody checks.
    Load,
    /// What `smithyc` does, given these arguments.
    Smithyc,
}

impl Work {
    const ALL: [Self; 5] = [
        Self::Nothing,
        Self::Read,
        Self::Values,
        Self::Load,
        Self::Smithyc,
    ];
}

/// Time and memory of several runs of one thing.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    pub least: Duration,
    pub median: Duration,
    /// The most memory that any of the runs held, in bytes; 0 where nobody says.
    pub peak: u64,
}

impl Taken {
    fn new(mut times: Vec<Duration>, peak: u64) -> Self {
        times.sort();
        Self {
            least: times[0],
            median: times[times.len() / 2],
            peak,
        }
    }
}

/// The models that are shared with other implementations; nothing where they are absent.
pub fn models() -> Option<PathBuf> {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/models");
    models.is_dir().then_some(models)
}

/// Does the work of a child where this process is one.
pub fn child() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != CHILD {
        return None;
    }
    let wanted = arguments.next()?;
    let work = Work::ALL
        .into_iter()
        .find(|work| wanted.to_str() == Some(&format!("{work:?}")))
        .expect("a known kind of work");
    let arguments: Vec<OsString> = arguments.collect();
    let exit = match work {
        Work::Nothing => ExitCode::SUCCESS,
        Work::Read | Work::Values | Work::Load => {
            read_or_load(work, &arguments);
            ExitCode::SUCCESS
        }
        Work::Smithyc => {
            let program = OsString::from("smithyc");
            smithyc::cli::run(std::iter::once(program).chain(arguments))
        }
    };
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    eprintln!("\n{PEAK} {}", kilobytes.unwrap_or("0"));
    Some(exit)
}

fn read_or_load(work: Work, paths: &[OsString]) {
    let mut files = Vec::new();
    for path in paths {
        find(Path::new(path), &mut files);
    }
    let texts = files.iter().map(|file| fs::read(file).expect("readable"));
    if work == Work::Read {
        let texts: Vec<Vec<u8>> = texts.collect();
        std::hint::black_box(texts);
        return;
    }
    if work == Work::Values {
        let values = texts.map(|text| serde_json::from_slice(&text).expect("JSON"));
        let values: Vec<serde_json::Value> = values.collect();
        std::mem::forget(std::hint::black_box(values));
        return;
    }
    let mut sources = SourceMap::new();
    let named = files.iter().zip(texts).map(|(file, text)| {
        let text = String::from_utf8(text).expect("UTF-8");
        sources.add(file.to_string_lossy(), text, Origin::User)
    });
    let ids: Vec<_> = named.collect();
    workers::prepare(sources.iter().map(|(_, file)| file.text().len()).sum());
    let (model, reports, remains) =
        load::load_keeping(&mut sources, &ids, &load::Options::default());
    let error = smithyc::diag::Severity::Error;
    assert!(!reports.any_from(error), "the model does not load");
    // The process ends after this, as it does for `smithyc validate`.
    std::mem::forget((model, remains));
}

/// The models' files in a folder and below it, or the file itself.
pub fn find(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("readable");
        let mut entries: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        entries.iter().for_each(|entry| find(entry, out));
    } else if path
        .extension()
        .is_some_and(|end| end == "smithy" || end == "json")
    {
        out.push(path.to_path_buf());
    }
}

fn as_child(work: Work, arguments: &[OsString]) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.arg(CHILD).arg(format!("{work:?}")).args(arguments);
    command
}

/// Runs a command until its end. A model with mistakes is no failure.
fn wait(command: &mut Command) -> Duration {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let ended = command.stderr(Stdio::null()).status().expect("it runs");
    let time = start.elapsed();
    let sound = matches!(ended.code(), Some(0 | 1));
    assert!(sound, "{command:?}: {ended}");
    time
}

/// Runs any program.
pub fn program(samples: usize, mut command: Command) -> Taken {
    let times = (0..samples).map(|_| wait(&mut command)).collect();
    Taken::new(times, 0)
}

/// Runs a child as often. `threads` says how many workers it has; 0 stands for one a core.
pub fn this(samples: usize, work: Work, threads: usize, arguments: &[OsString]) -> Taken {
    let mut peak = 0;
    let times = (0..samples).map(|_| {
        let mut command = as_child(work, arguments);
        command.env("RAYON_NUM_THREADS", threads.to_string());
        let (time, held) = wait_for_peak(&mut command);
        peak = peak.max(held);
        time
    });
    let times = times.collect();
    Taken::new(times, peak)
}

/// Runs `smithyc` as often, and twice more in a child for its memory.
pub fn smithyc(samples: usize, threads: usize, arguments: &[OsString]) -> Taken {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smithyc"));
    command.args(arguments);
    command.env("RAYON_NUM_THREADS", threads.to_string());
    let taken = program(samples, command);
    let peak = this(2, Work::Smithyc, threads, arguments).peak;
    Taken { peak, ..taken }
}

fn wait_for_peak(command: &mut Command) -> (Duration, u64) {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let ended = command.stderr(Stdio::piped()).output().expect("it runs");
    let time = start.elapsed();
    let said = String::from_utf8_lossy(&ended.stderr);
    let sound = matches!(ended.status.code(), Some(0 | 1));
    assert!(sound, "{command:?}: {}: {said}", ended.status);
    let last = said.lines().next_back().unwrap_or_default();
    let kilobytes = last.strip_prefix(PEAK).map(str::trim);
    let kilobytes: u64 = kilobytes.and_then(|text| text.parse().ok()).unwrap_or(0);
    (time, kilobytes * 1024)
}

/// Milliseconds, for tables.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Megabytes, for tables.
pub fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Whether the command line asks for what has this title: one of its words is in it, or it has
/// none. What starts with a dash is for other benchmarks.
pub fn wanted(title: &str) -> bool {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'));
    let mut none = true;
    words.any(|word| {
        none = false;
        title.contains(&word)
    }) || none
}
