//! Models written and read again are the same models.
//!
//! As JSON AST: what is read from JSON AST is written as it was, and working mixins in twice is
//! working them in once. As IDL: the texts give the model they were made of, writing that one
//! gives the texts again, and the formatter has nothing to do on them. Files of `../shared` and
//! of the corpus are read, and values made up at random are put wherever a text can stand.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::Value as Json;
use smithyc::diag::{Diagnostic, Diagnostics, Severity};
use smithyc::emit::{self, JsonOptions};
use smithyc::model::Model;
use smithyc::text::{FileId, Origin, SourceMap};
use smithyc::{check, format, load};

#[path = "roundtrip/values.rs"]
mod values;

/// A model and the files it was read from.
struct Read {
    model: Model,
    sources: SourceMap,
}

/// Reads files by name and text; the reports, where there are errors.
fn read<'t>(files: impl IntoIterator<Item = (String, &'t str)>) -> Result<Read, Diagnostics> {
    let mut sources = SourceMap::new();
    let mut ids = Vec::new();
    for (name, text) in files {
        ids.push(sources.add(name, text, Origin::User));
    }
    let options = load::Options {
        allow_unknown_traits: true,
    };
    let (model, reports) = load::load(&mut sources, &ids, &options);
    let errors: Diagnostics = reports
        .into_iter()
        .filter(|report| report.severity == Severity::Error)
        .collect();
    if errors.is_empty() {
        Ok(Read { model, sources })
    } else {
        Err(errors)
    }
}

impl Read {
    fn is_sound(&self) -> bool {
        let reports = check::check_loaded(
            &self.model,
            &self.sources,
            smithyc::diag::Diagnostics::new(),
        );
        !reports.iter().any(|report| report.severity.is_breaking())
    }

    fn json(&self, flatten: bool) -> Json {
        let options = JsonOptions {
            flatten,
            ..JsonOptions::default()
        };
        emit::json_ast(&self.model, &self.sources, &options)
    }

    /// `None` where the IDL cannot say what the model does.
    fn idl(&self) -> Option<BTreeMap<String, String>> {
        match emit::idl(&self.model, &self.sources) {
            Ok(texts) => Some(texts),
            Err(reports) => {
                let nested = |report: &Diagnostic| {
                    report.code == "not-writable-as-idl" && report.span.is_some()
                };
                assert!(reports.iter().all(nested), "{reports:?}");
                None
            }
        }
    }
}

/// Where two JSON values differ, the order of keys aside. Numbers have to be spelled alike.
fn difference(one: &Json, other: &Json) -> Option<String> {
    match (one, other) {
        (Json::Object(one), Json::Object(other)) => {
            let missing = |key: &String| format!("/{key} is on one side only");
            if let Some(key) = other.keys().find(|key| !one.contains_key(*key)) {
                return Some(missing(key));
            }
            one.iter().find_map(|(key, value)| match other.get(key) {
                Some(other) => difference(value, other).map(|at| format!("/{key}{at}")),
                None => Some(missing(key)),
            })
        }
        (Json::Array(one), Json::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(number, (one, other))| {
                difference(one, other).map(|at| format!("/{number}{at}"))
            })
        }
        _ => (one != other).then(|| format!(": {one} and {other}")),
    }
}

/// A model without what an enum says again of the values of its mixins' members. As IDL, the
/// reference does not write that.
fn said_once(mut json: Json) -> Json {
    let shapes = json["shapes"].as_object_mut().unwrap();
    shapes.retain(|_, shape| {
        if shape["type"] != "apply" {
            return true;
        }
        let traits = shape["traits"].as_object_mut().unwrap();
        traits.remove("smithy.api#enumValue");
        !traits.is_empty()
    });
    json
}

/// What has to be true of every model.
fn check_model(read_in: &Read) -> Result<(), String> {
    let json = read_in.json(false);
    let flat = read_in.json(true);
    let Some(texts) = read_in.idl() else {
        return Ok(());
    };
    for (name, text) in &texts {
        let laid_out = format::format(FileId(0), text).map_err(|_| format!("{name}: no IDL"))?;
        if laid_out != *text {
            return Err(format!("{name}: the formatter changes it"));
        }
    }
    let again = read(texts.iter().map(|(name, text)| (name.clone(), &**text)))
        .map_err(|errors| format!("the IDL has errors: {errors:?}"))?;
    let (before, after) = (said_once(json.clone()), said_once(again.json(false)));
    if let Some(at) = difference(&before, &after) {
        return Err(format!("through IDL{at}"));
    }
    if again.idl().as_ref() != Some(&texts) {
        return Err("writing IDL again gives something else".to_owned());
    }
    if json == flat {
        return Ok(());
    }
    for (what, ast) in [("JSON AST", &json), ("flattened", &flat)] {
        let text = ast.to_string();
        let again = match read([("model.json".to_owned(), &*text)]) {
            Ok(again) => again,
            // Where a mixin is a target, nothing is left to target without the mixins.
            Err(_) if !read_in.is_sound() => return Ok(()),
            Err(errors) => return Err(format!("{what} has errors: {errors:?}")),
        };
        let written = again.json(false);
        if let Some(at) = difference(ast, &written) {
            return Err(format!("through {what}{at}"));
        }
        if let Some(at) = difference(&flat, &again.json(true)) {
            return Err(format!("{what}, then flattened{at}"));
        }
    }
    Ok(())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every model file below a folder, sorted.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let extension = path.extension().and_then(|found| found.to_str());
            if path.is_dir() {
                folders.push(path);
            } else if matches!(extension, Some("smithy" | "json")) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The models of `../shared`, each the files of one; none where that is absent.
fn shared() -> Vec<Vec<PathBuf>> {
    let models = root().join("../shared/models");
    if !models.exists() {
        println!("../shared is absent: nothing to read");
        return Vec::new();
    }
    let mut found: Vec<Vec<PathBuf>> = files_below(&models.join("aws"))
        .into_iter()
        .map(|file| vec![file])
        .collect();
    for folder in ["aws-idl", "protocol-tests"] {
        for entry in fs::read_dir(models.join(folder)).unwrap().flatten() {
            if entry.path().is_dir() {
                found.push(files_below(&entry.path()));
            }
        }
    }
    // The largest first, so that none of them is what everything waits for at the end.
    found.sort_by_cached_key(|files| {
        let sizes = files.iter().map(|file| fs::metadata(file).unwrap().len());
        std::cmp::Reverse(sizes.sum::<u64>())
    });
    found
}

/// The models of the corpus; of those with errors, nothing is demanded.
fn corpus() -> Vec<Vec<PathBuf>> {
    let mut cases: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for file in files_below(&root().join("corpus")) {
        let case = file
            .ancestors()
            .find(|folder| folder.ends_with("in"))
            .unwrap_or(&file)
            .to_path_buf();
        cases.entry(case).or_default().push(file);
    }
    cases.into_values().collect()
}

fn texts(files: &[PathBuf]) -> Option<Vec<(String, String)>> {
    let text = |file: &PathBuf| {
        let text = fs::read_to_string(file).ok()?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        Some((file.to_string_lossy().into_owned(), text))
    };
    files.iter().map(text).collect()
}

/// Whether there was a model without errors, and what is wrong with how it is written.
fn check_files(files: &[PathBuf]) -> Result<bool, String> {
    let Some(texts) = texts(files) else {
        return Ok(false);
    };
    let Ok(found) = read(texts.iter().map(|(name, text)| (name.clone(), &**text))) else {
        return Ok(false);
    };
    let (name, text) = texts.first().unwrap();
    // What the reference wrote is there as JSON AST, too.
    let checked = if name.contains("/models/aws-idl/") {
        check_reference(&texts, &found)
    } else if name.contains("/models/aws/") {
        check_json(text, &found).and_then(|()| check_model(&found))
    } else {
        check_model(&found)
    };
    checked.map_or_else(|what| Err(format!("{name}: {what}")), |()| Ok(true))
}

fn check_all(models: &[Vec<PathBuf>]) -> usize {
    let results: Vec<Result<bool, String>> = models
        .par_iter()
        .with_max_len(1)
        .map(|files| check_files(files))
        .collect();
    let bad: Vec<&String> = results
        .iter()
        .filter_map(|one| one.as_ref().err())
        .collect();
    assert!(bad.is_empty(), "{} models:\n{bad:#?}", bad.len());
    results.iter().filter(|one| **one == Ok(true)).count()
}

#[test]
fn real_models_come_back() {
    let models = shared();
    assert_eq!(check_all(&models), models.len());
}

/// The same with lists of targets sorted, whose order means nothing.
fn sorted_targets(json: &mut Json) {
    match json {
        Json::Array(elements) => {
            elements.iter_mut().for_each(sorted_targets);
            let target = |element: &Json| Some(element.get("target")?.as_str()?.to_lowercase());
            if elements.iter().all(|element| target(element).is_some()) {
                elements.sort_by_cached_key(target);
            }
        }
        Json::Object(entries) => entries.values_mut().for_each(sorted_targets),
        _ => {}
    }
}

/// Whether JSON AST is written as it was read.
fn check_json(text: &str, found: &Read) -> Result<(), String> {
    let mut before: Json = serde_json::from_str(text).unwrap();
    let mut after = found.json(false);
    for json in [&mut before, &mut after] {
        json.as_object_mut().unwrap().remove("smithy");
        sorted_targets(&mut json["shapes"]);
    }
    difference(&before, &after).map_or(Ok(()), |at| Err(format!("as JSON AST{at}")))
}

/// Whether a text of the reference's is written as it was, but for its layout, and for names of
/// shapes that the reference had not loaded.
fn check_reference(texts: &[(String, String)], found: &Read) -> Result<(), String> {
    let written = found.idl().unwrap();
    for (name, text) in texts {
        let name = name.rsplit('/').next().unwrap();
        let text = format::format(FileId(0), text).unwrap();
        let lines = |text: &str| -> Vec<String> {
            let known = |line: &&str| !line.contains("AwsVendorParams");
            text.lines().filter(known).map(str::to_owned).collect()
        };
        if lines(&text) != lines(&written[name]) {
            return Err(format!("{name} is not written as the reference does"));
        }
    }
    Ok(())
}

#[test]
fn models_of_the_corpus_come_back() {
    let models = corpus();
    assert!(check_all(&models) > 50);
}

#[test]
fn models_of_the_conformance_pack_come_back() {
    let folder = root().join("../shared/conformance");
    if !folder.exists() {
        println!("../shared is absent: nothing to read");
    }
    let mut models = Vec::new();
    for suite in ["loader", "events", "idl"] {
        let files = files_below(&folder.join(suite));
        models.extend(files.into_iter().map(|file| vec![file]));
    }
    check_all(&models);
}
