//! The report as the result, and the command line itself.

use super::*;

#[test]
fn a_sound_model_is_quietly_sound() {
    let folder = Folder::new();
    folder.put("a.smithy", ECHO);
    let done = folder
        .run(&["validate", "--no-config", "a.smithy"])
        .expect(0);
    assert_eq!(done.out, "");
    assert_eq!(done.err, "no problems in 1 file with 4 shapes\n");
    let done = folder.run(&["validate", "--quiet", "a.smithy"]).expect(0);
    assert_eq!((&*done.out, &*done.err), ("", ""));
}

#[test]
fn formats_and_filters() {
    let folder = Folder::new();
    folder.put(
        "a.smithy",
        "$version: \"2\"\nnamespace a\nstructure A { b: Nope }\n",
    );
    let short = folder
        .run(&["validate", "--format", "short", "a.smithy"])
        .expect(1);
    assert!(
        short.out.starts_with("a.smithy:3:18: error["),
        "{}",
        short.out
    );
    assert_eq!(short.out.lines().count(), 1);
    let json = folder
        .run(&["validate", "--format", "json", "a.smithy"])
        .expect(1);
    let event: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(event["severity"], "ERROR");
    assert_eq!(event["shape"], "a#A$b");
    assert_eq!((&event["line"], &event["column"]), (&3.into(), &18.into()));
    assert_eq!(json.err, "");
    let id = event["id"].as_str().unwrap();
    let hidden = folder
        .run(&["validate", "--hide-validators", id, "a.smithy"])
        .expect(1);
    assert_eq!(hidden.out, "");
    let other = folder
        .run(&["validate", "--show-validators", "Other", "a.smithy"])
        .expect(1);
    assert_eq!(other.out, "");
}

#[test]
fn colour_is_asked_for_or_not_there() {
    let folder = Folder::new();
    folder.put(
        "a.smithy",
        "$version: \"2\"\nnamespace a\nstructure A { b: Nope }\n",
    );
    let plain = folder.run(&["validate", "a.smithy"]);
    assert!(!plain.out.contains('\u{1b}'));
    let color = folder.run(&["validate", "--color", "always", "a.smithy"]);
    assert!(color.out.contains("\u{1b}[1;31merror["));
    let never = folder.run(&["--color", "never", "validate", "a.smithy"]);
    assert_eq!(never.out, plain.out);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = Folder::new();
    let members: String = (0..2000).map(|i| format!("m{i}: Nope{i}\n")).collect();
    let text = format!("$version: \"2\"\nnamespace a\nstructure A {{\n{members}}}\n");
    folder.put("a.smithy", text);
    let mut child = folder
        .command(&["validate", "a.smithy"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    Done::of(child.wait_with_output().unwrap()).expect(1);
}

#[test]
fn usage_is_checked() {
    let folder = Folder::new();
    folder.run(&[]).expect(2);
    folder.run(&["validat"]).expect(2).says(&["`validate`"]);
    folder
        .run(&["validate", "--severity", "bad", "x"])
        .expect(2);
    folder
        .run(&["validate", "-c", "x.json", "--no-config", "x"])
        .expect(2);
    folder.run(&["python", "x"]).expect(2).says(&["--module"]);
    folder.run(&["--version"]).expect(0).says(&["smithyc "]);
    let help = folder.run(&["--help"]).expect(0);
    for command in ["build", "python", "validate", "ast"] {
        assert!(help.out.contains(&format!("  {command} ")), "{}", help.out);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_a_failure() {
    let folder = Folder::new();
    folder.put("a.smithy", ECHO);
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = folder
        .command(&["ast", "a.smithy"])
        .stdout(full)
        .output()
        .unwrap();
    Done::of(output).expect(2).says(&["standard output"]);
}

#[test]
fn shells_get_completions_and_readers_a_manual() {
    let folder = Folder::new();
    for (shell, mark) in [
        ("bash", "complete -F _smithyc"),
        ("zsh", "#compdef smithyc"),
        ("fish", "complete -c smithyc"),
        ("powershell", "Register-ArgumentCompleter"),
        ("man", ".SH VALIDATE"),
    ] {
        let done = folder.run(&["completions", shell]).expect(0);
        assert!(done.out.contains(mark), "{shell}: {}", done.out);
        assert!(done.out.contains("validators"), "{shell}");
        assert_eq!(done.err, "");
    }
    let done = folder.run(&["completions", "tcsh"]).expect(2);
    assert!(done.err.contains("powershell"), "{}", done.err);
}

const LINTED: &str = r#"$version: "2"

metadata validators = [
    { name: "EmitEachSelector", id: "House.Notes", severity: "NOTE", configuration: { selector: "string" } }
    { name: "EmitEachSelector", id: "House.Warnings", severity: "WARNING", configuration: { selector: "integer" } }
    { name: "EmitEachSelector", id: "Other", configuration: { selector: "float" } }
]

metadata suppressions = [
    { id: "House", namespace: "example.old", reason: "It stays as it is." }
    { id: "Nothing", namespace: "*" }
]

namespace example

string A

integer B

float C

@suppress(["Other"])
float D
"#;

#[test]
fn severities_and_ids_choose_what_is_shown() {
    let folder = Folder::new();
    folder.put("a.smithy", LINTED);
    folder.put(
        "b.smithy",
        "$version: \"2\"\nnamespace example.old\ninteger E\n",
    );
    let ids = |arguments: &[&str]| {
        let mut all = vec![
            "validate",
            "--no-config",
            "--format",
            "json",
            "a.smithy",
            "b.smithy",
        ];
        all.extend(arguments);
        let done = folder.run(&all);
        let mut ids: Vec<String> = done
            .out
            .lines()
            .map(|line| {
                let event: serde_json::Value = serde_json::from_str(line).unwrap();
                format!(
                    "{} {}",
                    event["severity"].as_str().unwrap(),
                    event["id"].as_str().unwrap()
                )
            })
            .collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&[]), ["DANGER Other", "WARNING House.Warnings"]);
    assert_eq!(ids(&["--quiet"]), ["DANGER Other"]);
    assert_eq!(ids(&["--severity", "danger"]), ["DANGER Other"]);
    assert_eq!(ids(&["--severity", "ERROR"]), [""; 0]);
    assert_eq!(
        ids(&["--severity", "suppressed"]),
        [
            "DANGER Other",
            "NOTE House.Notes",
            "SUPPRESSED House.Warnings",
            "SUPPRESSED Other",
            "WARNING House.Warnings"
        ]
    );
    assert_eq!(
        ids(&["--severity", "note", "--show-validators", "House"]),
        ["NOTE House.Notes", "WARNING House.Warnings"]
    );
    assert_eq!(
        ids(&["--show-validators", "House.Notes, Other"]),
        ["DANGER Other"]
    );
    assert_eq!(
        ids(&["--hide-validators", "Other", "--hide-validators", "Hou"]),
        ["WARNING House.Warnings"]
    );
    // What the reference has no event for is for people, unless it is asked for.
    let unused = [
        "--severity",
        "note",
        "--show-validators",
        "UnusedSuppression",
    ];
    assert_eq!(ids(&unused), ["NOTE UnusedSuppression"]);
    let shown = folder.run(&[
        "validate",
        "--severity",
        "note",
        "--no-config",
        "a.smithy",
        "b.smithy",
    ]);
    assert!(
        shown.out.contains("note[unused-suppression]"),
        "{}",
        shown.out
    );
}

#[test]
fn showing_and_hiding_exclude_each_other() {
    let folder = Folder::new();
    folder.put("a.smithy", ECHO);
    let both = [
        "validate",
        "--show-validators",
        "X",
        "--hide-validators",
        "Y",
        "a.smithy",
    ];
    assert!(
        folder
            .run(&both)
            .expect(2)
            .err
            .contains("exclude each other")
    );
    for ids in ["Foo,,Bar", "Foo, ,Bar", ",Bar", ""] {
        let done = folder
            .run(&["validate", "--show-validators", ids, "a.smithy"])
            .expect(2);
        assert!(
            done.err.contains("must not be empty"),
            "{ids}: {}",
            done.err
        );
    }
    folder
        .run(&["validate", "--severity", "bad", "a.smithy"])
        .expect(2);
}
