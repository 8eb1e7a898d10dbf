//! The command line.
//!
//! Each command is an adapter of one file: it reads its arguments, asks the floors below, and
//! says how to show the outcome. What every command shares stands in [`options`] (arguments),
//! [`session`] (from arguments to a checked model) and [`output`] (streams, reports, colours).
//! Exit status: 0 where the model is sound, 1 where it has errors, 2 for mistakes of usage,
//! configuration or the disk, and for faults of the compiler itself.

mod ast;
mod build;
mod completions;
mod environment;
mod explain;
mod fix;
mod format;
mod idl;
mod options;
mod output;
mod panic;
mod progress;
mod python;
mod select;
mod session;
mod usage;
mod validate;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use options::Global;
use output::Output;

/// Compiles Smithy models: checks them, and writes typed Python clients.
#[derive(Parser, Debug)]
#[command(name = "smithyc", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Build what `smithy-build.json` describes
    Build(build::Arguments),
    /// Write a typed Python client for a service
    Python(python::Arguments),
    /// Check a model and report what is wrong with it
    Validate(validate::Arguments),
    /// Print the JSON AST of a model
    Ast(ast::Arguments),
    /// Write a model as IDL, one `.smithy` file a namespace
    Idl(idl::Arguments),
    /// List the shapes that a selector yields
    Select(select::Arguments),
    /// Lay out `.smithy` files in the canonical format
    Format(format::Arguments),
    /// Say what a code or an event id means, with a wrong model and the right one
    Explain(explain::Arguments),
    /// Print what a shell needs to complete command lines, or the manual page
    Completions(completions::Arguments),
}

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    /// The model is sound and everything was done.
    Done,
    /// The model has errors.
    Unsound,
    /// Usage, configuration or the disk stood in the way.
    Failed,
}

impl Outcome {
    /// The exit status.
    fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Unsound => 1,
            Self::Failed => 2,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.status())
    }
}

/// Runs a command line, the name of the program first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&words) {
        Ok(arguments) => arguments,
        Err(error) if usage::is_answer(&error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
        Err(error) => return usage::refuse(&error, &words).into(),
    };
    let global = arguments.global;
    let outcome = panic::guard(global.debug, move || {
        let output = Output::new(&global);
        let outcome = match arguments.command {
            Command::Build(arguments) => build::run(&arguments, &output),
            Command::Python(arguments) => python::run(&arguments, &output),
            Command::Validate(arguments) => validate::run(&arguments, &output),
            Command::Ast(arguments) => ast::run(&arguments, &output),
            Command::Idl(arguments) => idl::run(&arguments, &output),
            Command::Select(arguments) => select::run(&arguments, &output),
            Command::Format(arguments) => format::run(&arguments, &output),
            Command::Explain(arguments) => explain::run(&arguments, &output),
            Command::Completions(arguments) => completions::run(&arguments, &output),
        };
        if output.has_lost_results() {
            Outcome::Failed
        } else {
            outcome
        }
    });
    outcome.into()
}
