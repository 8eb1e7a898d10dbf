//! What a run is at, for somebody who waits at a terminal.
//!
//! Nothing is shown for the first half second, and what is shown is gone before anything else is
//! written. Whether anybody waits, the caller knows; here is nothing known of streams and reports.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that takes no longer is over before it could be read what it is.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the picture changes.
const BEAT: Duration = Duration::from_millis(100);

/// A line that says what a run is at.
pub(super) struct Progress {
    bar: ProgressBar,
    stop: Sender<()>,
    waiter: JoinHandle<()>,
}

impl Progress {
    /// Begins to wait until there is something to say. `None` where that cannot be done.
    pub(super) fn start(ascii: bool) -> Option<Self> {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let pictures = if ascii {
            "-\\|/ "
        } else {
            "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ "
        };
        let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})").ok()?;
        bar.set_style(style.tick_chars(pictures));
        let (stop, stopped) = mpsc::channel();
        let shown = bar.clone();
        let wait = move || {
            if stopped.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(BEAT);
                // It goes on until the other end of the channel is closed or used.
                let _ = stopped.recv();
                shown.finish_and_clear();
            }
        };
        let waiter = thread::Builder::new().spawn(wait).ok()?;
        Some(Self { bar, stop, waiter })
    }

    /// Says what comes now.
    pub(super) fn stage(&self, what: &'static str) {
        self.bar.set_message(what);
    }

    /// Takes away what is shown; nothing more will be.
    pub(super) fn end(self) {
        drop(self.stop);
        let _ = self.waiter.join();
    }
}
