//! Completions and the manual page: shells accept them, and they leave nothing out.

use super::*;

/// Each shell with what checks a script of its without running it.
const SHELLS: &[(&str, &str, &[&str])] = &[
    ("bash", "bash", &["-n"]),
    ("zsh", "zsh", &["-n"]),
    ("fish", "fish", &["--no-execute"]),
    (
        "powershell",
        "pwsh",
        &["-NoProfile", "-NonInteractive", "-File"],
    ),
    ("man", "man", &["--warnings", "-E", "UTF-8", "-l"]),
];

#[test]
fn shells_take_the_scripts() {
    let folder = Folder::new();
    for (shell, program, arguments) in SHELLS {
        let script = folder.run(&["completions", shell]).expect(0).out;
        let name = if *shell == "powershell" {
            "smithyc.ps1"
        } else {
            "smithyc.1"
        };
        folder.put(name, script);
        let mut command = Command::new(program);
        command.args(*arguments).arg(name).current_dir(&folder.0);
        let Ok(done) = command.output() else {
            println!("not run: there is no `{program}`");
            continue;
        };
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success() && said.is_empty(), "{shell}: {said}");
    }
}

/// The commands that `--help` lists, and the options that the help of each lists.
fn words(folder: &Folder) -> Vec<String> {
    let mut all = Vec::new();
    let help = folder.run(&["--help"]).expect(0).out;
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let commands = commands.lines().take_while(|line| !line.is_empty());
    let commands: Vec<&str> = commands
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() > 7, "{commands:?}");
    for command in commands {
        all.push(command.to_owned());
        let help = folder.run(&[command, "--help"]).expect(0).out;
        let options = help.lines().filter_map(|line| {
            let rest = line.trim_start();
            let rest = rest.split_once(", ").map_or(rest, |(short, rest)| {
                if short.len() == 2 {
                    rest
                } else {
                    line.trim_start()
                }
            });
            let name = rest.strip_prefix("--")?;
            let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            name.get(..end.unwrap_or(name.len())).map(str::to_owned)
        });
        all.extend(options);
    }
    all.sort();
    all.dedup();
    all
}

#[test]
fn nothing_is_left_out() {
    let folder = Folder::new();
    let words = words(&folder);
    for expected in [
        "validate",
        "explain",
        "severity",
        "ascii",
        "no-config",
        "overwrite",
    ] {
        assert!(words.iter().any(|word| word == expected), "{expected}");
    }
    for (shell, ..) in SHELLS {
        let script = folder.run(&["completions", shell]).expect(0).out;
        // A hyphen that is one is written with a backslash on the page.
        let script = script.replace("\\-", "-");
        for word in &words {
            assert!(script.contains(word.as_str()), "{shell}: {word}");
        }
    }
}
