//! Output on a real disk: what changes, what stays, and what is refused.

use super::*;

/// A folder of its own for a test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("smithyc-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn root(&self) -> PathBuf {
        self.0.join("out")
    }

    fn put(&self, path: &str, text: &str) {
        let place = self.root().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    /// Every file below the output folder but the manifest, with its text.
    fn tree(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut pending = vec![(self.root(), String::new())];
        while let Some((folder, prefix)) = pending.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
                if entry.file_type().unwrap().is_dir() {
                    pending.push((entry.path(), format!("{path}/")));
                } else if path != MANIFEST {
                    let text = fs::read_to_string(entry.path()).unwrap_or_default();
                    found.push((path, text));
                }
            }
        }
        found.sort();
        found
    }

    fn paths(&self) -> Vec<String> {
        self.tree().into_iter().map(|(path, _)| path).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn output(files: &[(&str, &str)]) -> Output {
    let mut output = Output::new();
    for (path, text) in files {
        output.add(*path, *text).unwrap();
    }
    output
}

#[test]
fn a_new_folder_appears_whole_and_leaves_nothing_beside_it() {
    let folder = Folder::new("new");
    publish(&folder.root(), &output(&[("a/b", "1"), ("c", "2")])).unwrap();
    assert_eq!(
        folder.tree(),
        [("a/b".into(), "1".into()), ("c".into(), "2".into())]
    );
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
}

#[test]
fn what_is_no_longer_generated_goes_and_what_was_never_generated_stays() {
    let folder = Folder::new("again");
    let first = output(&[
        ("src/a.py", "1"),
        ("src/old.py", "1"),
        ("top", "1"),
        ("gone/x", "1"),
    ]);
    publish(&folder.root(), &first).unwrap();
    folder.put("src/mine.txt", "mine");
    folder.put("src/deep/er/mine.txt", "mine");
    folder.put("notes.txt", "mine");
    folder.put("src/__pycache__/a.cpython-313.pyc", "cache of ours");
    folder.put("src/__pycache__/mine.cpython-313.pyc", "cache");
    publish(&folder.root(), &output(&[("src/a.py", "2"), ("top", "1")])).unwrap();
    assert_eq!(
        folder.paths(),
        [
            "notes.txt",
            "src/__pycache__/mine.cpython-313.pyc",
            "src/a.py",
            "src/deep/er/mine.txt",
            "src/mine.txt",
            "top"
        ]
    );
    assert_eq!(
        fs::read_to_string(folder.root().join("src/a.py")).unwrap(),
        "2"
    );
}

#[test]
fn a_foreign_file_in_the_way_stops_everything() {
    let folder = Folder::new("foreign");
    folder.put("README.md", "mine");
    let report = publish(&folder.root(), &output(&[("README.md", "x"), ("a", "1")])).unwrap_err();
    assert_eq!(report.code, "foreign-file");
    assert!(report.notes[0].contains("`README.md`"), "{report:?}");
    assert_eq!(folder.tree(), [("README.md".into(), "mine".into())]);
}

#[test]
fn a_foreign_folder_where_a_file_belongs_stops_everything() {
    let folder = Folder::new("foreign-folder");
    folder.put("a/mine", "mine");
    assert!(publish(&folder.root(), &output(&[("a", "1")])).is_err());
    assert_eq!(folder.paths(), ["a/mine"]);
}

#[test]
fn a_generated_folder_may_become_a_file_and_back() {
    let folder = Folder::new("change");
    publish(&folder.root(), &output(&[("a/b", "1")])).unwrap();
    publish(&folder.root(), &output(&[("a", "1")])).unwrap();
    assert_eq!(folder.paths(), ["a"]);
    publish(&folder.root(), &output(&[("a/b", "1")])).unwrap();
    assert_eq!(folder.paths(), ["a/b"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_folder() {
    let folder = Folder::new("links");
    fs::create_dir_all(folder.root()).unwrap();
    let outside = folder.0.join("outside");
    fs::create_dir(&outside).unwrap();
    std::os::unix::fs::symlink(&outside, folder.root().join("src")).unwrap();
    assert!(publish(&folder.root(), &output(&[("src/a", "1")])).is_err());
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);

    fs::remove_file(folder.root().join("src")).unwrap();
    publish(&folder.root(), &output(&[("src/a", "1")])).unwrap();
    fs::write(outside.join("theirs"), "theirs").unwrap();
    std::os::unix::fs::symlink(&outside, folder.root().join("src/link")).unwrap();
    publish(&folder.root(), &output(&[("src/a", "2")])).unwrap();
    let link = folder.root().join("src/link");
    assert!(fs::symlink_metadata(link).unwrap().is_symlink());
    assert_eq!(
        fs::read_to_string(outside.join("theirs")).unwrap(),
        "theirs"
    );
}

#[test]
fn only_what_is_in_scope_is_replaced() {
    let folder = Folder::new("scope");
    let all = output(&[("p/a/x", "1"), ("p/b/x", "1"), ("q/a/x", "1")]);
    publish(&folder.root(), &all).unwrap();
    let mut some = output(&[("p/a/y", "2")]);
    some.scope("p/a");
    publish(&folder.root(), &some).unwrap();
    assert_eq!(folder.paths(), ["p/a/y", "p/b/x", "q/a/x"]);
    publish(&folder.root(), &all).unwrap();
    assert_eq!(folder.paths(), ["p/a/x", "p/b/x", "q/a/x"]);
}

#[test]
fn paths_cannot_lead_out() {
    for path in [
        "",
        "/a",
        "../a",
        "a/../../b",
        "a//b",
        "./a",
        "a\\b",
        "c:a",
        "a\0b",
        "a/.",
        MANIFEST,
    ] {
        assert!(Output::new().add(path, "").is_err(), "{path:?}");
    }
    let folder = Folder::new("manifest");
    folder.put("a", "1");
    fs::write(folder.0.join("precious"), "p").unwrap();
    let manifest = folder.root().join(MANIFEST);
    fs::write(manifest, "../precious\n/etc/passwd\na\n").unwrap();
    publish(&folder.root(), &output(&[("b", "1")])).unwrap();
    assert_eq!(folder.paths(), ["b"]);
    assert!(folder.0.join("precious").exists());
}

#[test]
fn one_file_cannot_be_the_folder_of_another() {
    let folder = Folder::new("tree");
    assert!(publish(&folder.root(), &output(&[("a", "1"), ("a/b", "1")])).is_err());
    assert!(!folder.root().exists());
}

#[test]
fn a_file_in_place_of_the_folder_is_an_error() {
    let folder = Folder::new("file");
    fs::write(folder.root(), "mine").unwrap();
    let report = publish(&folder.root(), &output(&[("a", "1")])).unwrap_err();
    assert_eq!(report.code, "unwritable-output");
    let below = publish(&folder.root().join("x"), &output(&[("a", "1")])).unwrap_err();
    assert_eq!(below.code, "unwritable-output");
    assert_eq!(fs::read_to_string(folder.root()).unwrap(), "mine");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
}

#[test]
fn an_interrupted_swap_is_undone_by_the_next_run() {
    let folder = Folder::new("interrupted");
    publish(&folder.root(), &output(&[("a/x", "1"), ("b/x", "1")])).unwrap();
    // As if the process had been killed after it took `a` away, and before it put the new one in.
    let left = folder.root().join(format!("{}999999999", stage::PREFIX));
    fs::create_dir_all(left.join("old")).unwrap();
    fs::create_dir_all(left.join("new/a")).unwrap();
    fs::write(left.join("units"), "a\nb").unwrap();
    fs::rename(folder.root().join("a"), left.join("old/a")).unwrap();
    stage::recover(&folder.root()).unwrap();
    assert_eq!(folder.paths(), ["a/x", "b/x"]);
}

#[test]
fn an_unchanged_output_is_not_touched() {
    let folder = Folder::new("unchanged");
    let same = output(&[("a/x", "1")]);
    publish(&folder.root(), &same).unwrap();
    let time = |path: &str| {
        fs::metadata(folder.root().join(path))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = (time("a/x"), time("a"), time(MANIFEST));
    publish(&folder.root(), &same).unwrap();
    assert_eq!(before, (time("a/x"), time("a"), time(MANIFEST)));
}
