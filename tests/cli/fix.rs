//! `validate --fix`: what it changes, and what it leaves.

use rayon::prelude::*;

use super::*;

const WRONG: &str = "\u{feff}$version: \"2\"\r\n\r\nnamespace a\r\n\r\nstructure  Customer {  name:Strng }\r\n\r\nstructure Order { customer: Custmer }\r\n";
const RIGHT: &str = "\u{feff}$version: \"2\"\r\n\r\nnamespace a\r\n\r\nstructure  Customer {  name:String }\r\n\r\nstructure Order { customer: Customer }\r\n";

#[test]
fn what_can_be_fixed_is_and_nothing_else_changes() {
    let folder = Folder::new();
    folder.put("model/a.smithy", WRONG);
    folder.put(
        "model/b.smithy",
        "$version: \"2\"\nnamespace b\nlist  L{member:String}\n",
    );
    let untouched = fs::metadata(folder.0.join("model/b.smithy")).unwrap();
    let done = folder
        .run(&["validate", "--no-config", "--fix", "model"])
        .expect(0);
    assert_eq!(folder.text("model/a.smithy"), RIGHT);
    assert_eq!(
        done.err,
        "fixed model/a.smithy:5:29: did you mean `String`?\n\
         fixed model/a.smithy:7:29: did you mean `Customer`?\n\
         fixed 2 problems in 1 file\n\
         no problems in 2 files with 3 shapes\n"
    );
    let after = fs::metadata(folder.0.join("model/b.smithy")).unwrap();
    assert_eq!(untouched.modified().unwrap(), after.modified().unwrap());
    let again = folder
        .run(&["validate", "--no-config", "--fix", "model"])
        .expect(0);
    assert_eq!(
        again.err,
        "nothing to fix\nno problems in 2 files with 3 shapes\n"
    );
}

#[test]
fn a_mistake_behind_another_is_fixed_too() {
    let folder = Folder::new();
    folder.put(
        "a.smithy",
        "$version: \"2\"\nnamespace a\nstructure A {\n    b String\n    c: Strng\n}\n",
    );
    folder
        .run(&["validate", "--no-config", "--fix", "a.smithy"])
        .expect(0);
    assert_eq!(
        folder.text("a.smithy"),
        "$version: \"2\"\nnamespace a\nstructure A {\n    b: String\n    c: String\n}\n"
    );
}

#[test]
fn what_nothing_fixes_is_reported_and_left() {
    let folder = Folder::new();
    let text = "$version: \"2\"\nnamespace a\nstructure A { b: Nowhere }\n";
    folder.put("a.smithy", text);
    let done = folder
        .run(&["validate", "--no-config", "--fix", "a.smithy"])
        .expect(1);
    assert_eq!(folder.text("a.smithy"), text);
    assert!(done.out.contains("cannot find the shape `Nowhere`"));
    assert!(done.err.starts_with("nothing to fix\n"), "{}", done.err);
}

/// Every case of the corpus that is one file: fixing never leaves more problems, never writes
/// where it does not help, and has nothing left to do when it ends.
#[test]
fn fixing_helps_or_changes_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut waiting = vec![root];
    let mut cases = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|end| end == "smithy") {
                cases.push(path);
            }
        }
    }
    cases.sort();
    assert!(cases.len() > 300);
    let fixed = cases.par_iter().filter(|case| is_fixed(case)).count();
    assert!(fixed > 30, "only {fixed} cases were fixed");
}

/// Whether fixing changes a file, which has fewer problems then and no more to fix.
fn is_fixed(case: &Path) -> bool {
    let folder = Folder::new();
    let Ok(before) = fs::read_to_string(case) else {
        return false;
    };
    let breaking = || {
        let done = folder.run(&[
            "validate",
            "--no-config",
            "--format",
            "short",
            "case.smithy",
        ]);
        let is_breaking = |line: &&str| line.contains(": error[") || line.contains(": danger[");
        done.out.lines().filter(is_breaking).count()
    };
    folder.put("case.smithy", &before);
    let errors = breaking();
    let done = folder.run(&["validate", "--no-config", "--fix", "case.smithy"]);
    if folder.text("case.smithy") == before {
        assert!(
            done.err.starts_with("nothing to fix"),
            "{}: {}",
            case.display(),
            done.err
        );
        return false;
    }
    let left = breaking();
    assert!(left <= errors, "{}: {errors} became {left}", case.display());
    let again = folder.run(&["validate", "--no-config", "--fix", "case.smithy"]);
    let rest = again.err.lines().next();
    assert_eq!(rest, Some("nothing to fix"), "{}", case.display());
    true
}
