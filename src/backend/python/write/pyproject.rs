//! Writes `pyproject.toml`.

use std::fmt::Write;

use super::super::plan::Plan;

/// The text of `pyproject.toml`.
///
/// `tested` says whether the package has a folder `tests/`.
pub fn pyproject(plan: &Plan<'_>, tested: bool) -> String {
    let settings = plan.settings;
    let module = &settings.module;
    format!(
        r#"[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = {name}
version = {version}
description = {description}
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["httpx2>=2.16,<3"]

[tool.hatch.build.targets.wheel]
packages = [{packages}]
{pytest}
[tool.mypy]
strict = true

[tool.pyright]
typeCheckingMode = "strict"

[tool.ruff]
line-length = 100
target-version = "py311"

[tool.ruff.lint]
select = ["E", "F", "W", "I", "UP", "B", "D"]
ignore = ["D105", "D107", "D301", "E501"]

[tool.ruff.lint.pydocstyle]
convention = "google"
"#,
        name = toml_string(&module.replace('_', "-")),
        version = toml_string(&settings.version),
        description = toml_string(&description(plan)),
        packages = toml_string(&format!("src/{module}")),
        pytest = if tested { PYTEST } else { "" },
    )
}

const PYTEST: &str = r#"
[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["src"]
"#;

/// One line about the package.
fn description(plan: &Plan<'_>) -> String {
    let text = match &plan.settings.description {
        Some(text) => text.clone(),
        None => plan.docs.first_sentence().wrap(usize::MAX / 2).join(" "),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A basic string of TOML.
fn toml_string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            _ if character.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
