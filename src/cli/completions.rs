//! `smithyc completions`: what a shell needs to complete command lines, and the manual page.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::Shell;

use crate::explain;

use super::Outcome;
use super::output::{Output, Stream};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The shell, or `man` for the manual page
    #[arg(value_name = "SHELL")]
    shell: For,
}

/// For what.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum For {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
    Man,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let mut command = super::Arguments::command();
    let mut text = Vec::new();
    let shell = match arguments.shell {
        For::Bash => Shell::Bash,
        For::Zsh => Shell::Zsh,
        For::Fish => Shell::Fish,
        For::PowerShell => Shell::PowerShell,
        For::Man => {
            // Writing into memory does not fail.
            let _ = manual(&mut command, &mut text);
            output.write(Stream::Results, &String::from_utf8_lossy(&text));
            return Outcome::Done;
        }
    };
    command = command.mut_subcommand("explain", |explain| {
        explain.mut_arg("code", |code| code.value_parser(codes()))
    });
    clap_complete::generate(shell, &mut command, env!("CARGO_PKG_NAME"), &mut text);
    output.write(Stream::Results, &String::from_utf8_lossy(&text));
    if shell == Shell::Fish {
        // What is generated for fish leaves out the values of arguments that have no option.
        let slugs: Vec<&str> = explain::pages().iter().map(explain::Page::slug).collect();
        let line = format!(
            "complete -c smithyc -n \"__fish_smithyc_using_subcommand explain\" -f -a \"{}\"\n",
            slugs.join(" ")
        );
        output.write(Stream::Results, &line);
    }
    Outcome::Done
}

/// The codes that there are pages on, each with its first sentence.
fn codes() -> PossibleValuesParser {
    let pages = explain::pages().iter();
    let values = pages.map(|page| PossibleValue::new(page.slug()).help(page.summary()));
    PossibleValuesParser::new(values)
}

/// One page: the program, and below it each command with its options.
fn manual(command: &mut clap::Command, text: &mut Vec<u8>) -> std::io::Result<()> {
    command.build();
    let page = clap_mangen::Man::new(command.clone());
    page.render_title(text)?;
    page.render_name_section(text)?;
    page.render_synopsis_section(text)?;
    page.render_description_section(text)?;
    page.render_options_section(text)?;
    for one in command.get_subcommands() {
        let heading = format!(".SH {}\n", one.get_name().to_uppercase());
        text.extend_from_slice(heading.as_bytes());
        let page = clap_mangen::Man::new(one.clone());
        let mut body = Vec::new();
        page.render_synopsis_section(&mut body)?;
        page.render_description_section(&mut body)?;
        page.render_options_section(&mut body)?;
        // A section of the page of a command is a part of its section here.
        let body = String::from_utf8_lossy(&body).replace(".SH ", ".SS ");
        text.extend_from_slice(body.as_bytes());
    }
    page.render_version_section(text)
}
