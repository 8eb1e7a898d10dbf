//! The binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    smithyc::cli::run(std::env::args_os())
}
