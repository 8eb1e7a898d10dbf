//! Faults of the compiler itself.
//!
//! A panic anywhere below becomes a report of its own and exit status 2; output is written at
//! the very end of a run, so there is none.

use std::backtrace::Backtrace;
use std::io::Write;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, PoisonError};

use crate::render::visible;

use super::Outcome;

/// What the first panic said. A panic in a worker thread reaches the caller without it.
static FIRST: Mutex<Option<String>> = Mutex::new(None);

/// Runs a command; a panic in it is reported.
pub(super) fn guard(debug: bool, command: impl FnOnce() -> Outcome) -> Outcome {
    panic::set_hook(Box::new(move |info| {
        let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert_with(|| describe(info, debug));
    }));
    let outcome = panic::catch_unwind(AssertUnwindSafe(command));
    let _ = panic::take_hook();
    outcome.unwrap_or_else(|_| {
        let first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
        let what = first.as_deref().unwrap_or("unknown");
        let _ = writeln!(
            std::io::stderr(),
            "error[internal]: smithyc stumbled over a fault of its own\n  \
             note: {what}\n  \
             note: smithyc {} wrote no output\n  \
             help: this is never the model's mistake: please report it, with the model if you can share it",
            env!("CARGO_PKG_VERSION"),
        );
        Outcome::Failed
    })
}

fn describe(info: &PanicHookInfo<'_>, debug: bool) -> String {
    let payload = info.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    let place = info
        .location()
        .map_or_else(String::new, |place| format!(" at {place}"));
    let mut text = format!("{}{place}", visible::line(message));
    if debug {
        text.push_str(&format!("\n{}", Backtrace::force_capture()));
    }
    text
}
