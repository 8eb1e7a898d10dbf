//! What reports mean.

use super::*;

fn explain(arguments: &[&str]) -> Done {
    let all: Vec<&str> = ["explain"].iter().chain(arguments).copied().collect();
    Folder::new().run(&all)
}

#[test]
fn a_code_and_an_event_id_lead_to_a_page() {
    let page = explain(&["unknown-code"]).expect(0);
    assert!(page.out.starts_with("# unknown-code\n\nERROR · `Model`\n"));
    assert_eq!(page.err, "");
    let pasted = explain(&["error[Unknown-Code]: there is"]).expect(0);
    assert_eq!(pasted.out, page.out);
}

#[test]
fn an_event_of_several_codes_lists_them() {
    let list = explain(&["model"]).expect(0);
    assert!(list.out.starts_with("# Model\n\n- `"), "{}", list.out);
    list.says(&["- `no-input` (ERROR): There is nothing to compile"]);
    let pages = explain(&["Model", "--all"]).expect(0);
    pages.says(&["# no-input\n\nERROR", "\n\n# unknown-code\n\nERROR"]);
}

#[test]
fn without_a_code_all_are_listed() {
    let list = explain(&[]).expect(0);
    list.says(&[
        "# Codes by event id\n\n## ",
        "## Model\n\n- `",
        "- `unknown-code` (ERROR): ",
    ]);
}

#[test]
fn programs_get_an_object_a_page() {
    let done = explain(&["--format", "json"]).expect(0);
    for line in done.out.lines() {
        let page: serde_json::Value = serde_json::from_str(line).unwrap();
        let code = page["code"].as_str().unwrap();
        assert!(
            page["text"]
                .as_str()
                .unwrap()
                .starts_with(&format!("# {code}\n"))
        );
        assert!(page["ids"][0].is_string() && page["severity"].is_string());
    }
    let one = explain(&["no-input", "--format", "json"]).expect(0);
    assert_eq!(one.out.lines().count(), 1);
}

#[test]
fn what_is_unknown_is_an_error_that_says_what_is_near() {
    let done = explain(&["unkown-code"]).expect(2);
    assert_eq!(done.out, "");
    done.says(&[
        "error[unknown-code]",
        "`unkown-code`",
        "did you mean `unknown-code`?",
    ]);
    explain(&["\u{1b}[31m"])
        .expect(2)
        .says(&["error[unknown-code]"]);
}

#[test]
fn colours_draw_the_page() {
    let done = explain(&["no-input", "--color", "always"]).expect(0);
    assert!(done.out.starts_with("\u{1b}[1mno-input\u{1b}[0m\n"));
    assert!(!done.out.contains("```") && !done.out.contains("## "));
}

#[test]
fn shells_complete_codes() {
    for shell in ["bash", "zsh", "fish"] {
        let done = Folder::new().run(&["completions", shell]).expect(0);
        done.says(&["explain", "unknown-code"]);
    }
    let power_shell = Folder::new().run(&["completions", "powershell"]).expect(0);
    power_shell.says(&["explain"]);
    let manual = Folder::new().run(&["completions", "man"]).expect(0);
    manual.says(&[".SH EXPLAIN"]);
}

#[test]
fn rules_of_code_scanning_have_their_pages() {
    let folder = Folder::new();
    folder.put("a.smithy", "$version: \"2\"\nnamespace a\nunion Empty {}\n");
    let done = folder
        .run(&["validate", "--no-config", "--format", "sarif", "a.smithy"])
        .expect(1);
    let log: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(rule["id"], "empty-union");
    let help = rule["help"]["markdown"].as_str().unwrap();
    assert!(help.starts_with("# empty-union\n"));
    assert!(rule["shortDescription"]["text"].is_string());
}
