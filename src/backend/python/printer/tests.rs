//! Tests of the layout, against what `ruff format` would write.

use super::*;

fn long(letter: &str) -> Doc {
    Doc::from(letter.repeat(40))
}

#[test]
fn a_long_call_breaks_at_its_arguments() {
    let mut printer = Printer::new();
    printer.indent();
    printer.statement(
        "x = ",
        &call("f", vec![long("a"), long("b"), long("c")]),
        "",
    );
    let (a, b, c) = ("a".repeat(40), "b".repeat(40), "c".repeat(40));
    let expected = format!("    x = f(\n        {a},\n        {b},\n        {c},\n    )\n");
    assert_eq!(printer.finish(), expected);
}

#[test]
fn a_right_hand_side_goes_into_parentheses_when_its_bracket_is_too_far() {
    let mut printer = Printer::new();
    let target = format!("{} = ", "t".repeat(60));
    printer.statement(&target, &call("f".repeat(40), vec!["v".into()]), "");
    let expected = format!("{target}(\n    {}(v)\n)\n", "f".repeat(40));
    assert_eq!(printer.finish(), expected);
}

#[test]
fn unions_break_by_operand() {
    let union = chain("|", vec![long("A"), long("B"), long("C")]);
    let mut printer = Printer::new();
    printer.statement("T = ", &union, "");
    let (a, b, c) = ("A".repeat(40), "B".repeat(40), "C".repeat(40));
    assert_eq!(
        printer.finish(),
        format!("T = (\n    {a}\n    | {b}\n    | {c}\n)\n")
    );
    let mut printer = Printer::new();
    let parameter = row(["p: ".into(), union, " = None".into()]);
    printer.signature(
        "def f(",
        vec!["self".into(), parameter],
        &"None".into(),
        false,
    );
    assert_eq!(
        printer.finish(),
        format!("def f(\n    self,\n    p: {a}\n    | {b}\n    | {c} = None,\n) -> None:\n")
    );
}

#[test]
fn docstrings_stay_one_docstring() {
    let print = |lines: &[&str]| {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let mut printer = Printer::new();
        printer.docstring(&lines);
        printer.finish()
    };
    assert_eq!(print(&["Say \"hi\""]), "\"\"\"Say \"hi\\\"\"\"\"\n");
    assert_eq!(print(&["\"a\" b."]), "\"\"\"\\\"a\" b.\"\"\"\n");
    assert_eq!(print(&["a\"\"\"b\\"]), "\"\"\"a\\\"\\\"\\\"b\\\\\"\"\"\n");
    assert_eq!(print(&["a", "", "b  ", ""]), "\"\"\"a\n\nb\n\"\"\"\n");
    assert_eq!(print(&["", " "]), "");
}
