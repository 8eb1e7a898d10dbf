//! Writes `pyproject.toml` (PEP 517, 621 and 639).
//!
//! Every text of the model or of a person goes through [`toml_string`], and what ends up in the
//! metadata of the distribution is one line of printable text.

use std::fmt::Write;

use super::super::literals::is_plain;
use super::super::plan::Plan;
use super::super::settings::{Runtime, Settings};

/// What sends requests.
const HTTPX2: &str = "httpx2>=2.16,<3";

/// What a package can be installed with, by the name of the extra.
const EXTRAS: [(&str, &str); 4] = [
    ("aiohttp", "aiohttp>=3.10,<4"),
    ("http2", "httpx2[http2]>=2.16,<3"),
    ("opentelemetry", "opentelemetry-api>=1.27,<2"),
    ("orjson", "orjson>=3.10,<4"),
];

/// The longest summary that indices of packages take, less the mark of what was cut off.
const LONGEST_SUMMARY: usize = 500;

/// The commands that install a package from its folder.
pub fn installation(settings: &Settings) -> String {
    match &settings.runtime {
        Runtime::Embedded => "pip install .".to_owned(),
        Runtime::Shared(runtime) => format!("pip install ../{runtime} ."),
    }
}

/// What a distribution is, beside its settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Contents {
    /// Clients of a service.
    Client {
        /// Whether the package has a folder `tests/`.
        tested: bool,
    },
    /// Shapes alone.
    Types,
    /// The runtime that other packages share.
    Runtime,
}

/// The text of `pyproject.toml` of a client.
pub fn client(plan: &Plan<'_>, tested: bool) -> String {
    let said = || plan.docs.first_sentence().wrap(usize::MAX / 2).join(" ");
    let description = plan.settings.description.clone().unwrap_or_else(said);
    pyproject(plan.settings, &description, Contents::Client { tested })
}

/// The text of `pyproject.toml`; `description` is one line about the package.
pub fn pyproject(settings: &Settings, description: &str, contents: Contents) -> String {
    let module = &settings.module;
    let mut out = format!(
        "[build-system]\n\
         requires = [\"hatchling>=1.27\"]\n\
         build-backend = \"hatchling.build\"\n\
         \n\
         [project]\n\
         name = {}\n\
         version = {}\n\
         description = {}\n\
         readme = \"README.md\"\n\
         requires-python = \">=3.11\"\n",
        toml_string(&distribution(module)),
        toml_string(&settings.version),
        toml_string(&summary(description)),
    );
    if let Some(license) = &settings.license {
        let _ = writeln!(out, "license = {}", toml_string(license));
    }
    let _ = writeln!(out, "classifiers = [");
    for classifier in ["Programming Language :: Python :: 3", "Typing :: Typed"] {
        let _ = writeln!(out, "    {},", toml_string(classifier));
    }
    out.push_str("]\n");
    let dependencies: Vec<String> = dependencies(settings, contents)
        .iter()
        .map(|one| toml_string(one))
        .collect();
    let _ = writeln!(out, "dependencies = [{}]", dependencies.join(", "));
    if contents != Contents::Types {
        out.push_str("\n[project.optional-dependencies]\n");
        for (name, requirement) in EXTRAS {
            let requirement = match &settings.runtime {
                Runtime::Embedded => requirement.to_owned(),
                Runtime::Shared(runtime) => shared(runtime, &format!("[{name}]")),
            };
            let _ = writeln!(out, "{name} = [{}]", toml_string(&requirement));
        }
    }
    let tests = if contents == (Contents::Client { tested: true }) {
        ", \"tests\""
    } else {
        ""
    };
    let package = toml_string(&format!("src/{module}"));
    // Whatever a repository around this folder ignores, the files of the package are in it.
    let _ = write!(
        out,
        "\n[tool.hatch.build]\n\
         ignore-vcs = true\n\
         \n\
         [tool.hatch.build.targets.sdist]\n\
         only-include = [{package}{tests}]\n\
         \n\
         [tool.hatch.build.targets.wheel]\n\
         packages = [{package}]\n",
    );
    if !tests.is_empty() {
        out.push_str(PYTEST);
    }
    out.push_str(TOOLS);
    out
}

fn dependencies(settings: &Settings, contents: Contents) -> Vec<String> {
    match (&settings.runtime, contents) {
        (Runtime::Shared(runtime), _) => vec![shared(runtime, "")],
        (Runtime::Embedded, Contents::Types) => Vec::new(),
        (Runtime::Embedded, _) => vec![HTTPX2.to_owned()],
    }
}

/// The requirement of a shared runtime: one that is no older than the generator of the package,
/// and speaks as it does.
fn shared(module: &str, extras: &str) -> String {
    let name = distribution(module);
    format!("{name}{extras}{}", compatible(env!("CARGO_PKG_VERSION")))
}

/// `>=1.4.2,<2`; before the first release each minor version is a world of its own.
fn compatible(version: &str) -> String {
    let mut numbers = version.split('.').map(|part| part.parse().unwrap_or(0u64));
    let (major, minor) = (
        numbers.next().unwrap_or_default(),
        numbers.next().unwrap_or_default(),
    );
    let end = match major {
        0 => format!("0.{}", minor + 1),
        _ => (major + 1).to_string(),
    };
    format!(">={version},<{end}")
}

/// The name of the distribution of a module, normalised. (PEP 503: "Normalized Names".)
pub fn distribution(module: &str) -> String {
    let parts: Vec<String> = module
        .split(['-', '_', '.'])
        .filter(|part| !part.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if parts.is_empty() {
        // A module of underscores alone, which no distribution can be called.
        return "client".to_owned();
    }
    parts.join("-")
}

/// One line of printable text, no longer than an index takes.
fn summary(text: &str) -> String {
    let line = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if line.chars().count() <= LONGEST_SUMMARY {
        return line;
    }
    let cut: String = line.chars().take(LONGEST_SUMMARY).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", cut.get(..end).unwrap_or("").trim_end())
}

/// A basic string of TOML, in which nothing invisible stands as it is.
fn toml_string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        let code = u32::from(character);
        let _ = match character {
            '"' => write!(out, "\\\""),
            '\\' => write!(out, "\\\\"),
            _ if is_plain(character) => write!(out, "{character}"),
            _ if code <= 0xffff => write!(out, "\\u{code:04X}"),
            _ => write!(out, "\\U{code:08X}"),
        };
    }
    out.push('"');
    out
}

const PYTEST: &str = r#"
[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["src"]
"#;

const TOOLS: &str = r#"
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
"#;

#[cfg(test)]
mod tests {
    use super::{compatible, distribution, summary, toml_string};

    #[test]
    fn names_are_normalised() {
        for (module, name) in [
            ("todoclient", "todoclient"),
            ("acme_todo", "acme-todo"),
            ("_Echo__V2_", "echo-v2"),
            ("__", "client"),
        ] {
            assert_eq!(distribution(module), name);
        }
    }

    #[test]
    fn summaries_are_one_line() {
        assert_eq!(summary(" a\n b\u{2028}c\u{0}\u{1c}d "), "a b c d");
        let long = summary(&"word ".repeat(200));
        assert!(long.ends_with(" …") && long.chars().count() <= 512);
        assert!(summary(&"é".repeat(2000)).chars().count() <= 512);
    }

    #[test]
    fn no_text_leaves_its_string() {
        assert_eq!(
            toml_string("a\"\\\n\u{202e}\u{e0001}é"),
            "\"a\\\"\\\\\\u000A\\u202E\\U000E0001é\""
        );
    }

    #[test]
    fn a_shared_runtime_speaks_as_its_clients_do() {
        assert_eq!(compatible("0.1.0"), ">=0.1.0,<0.2");
        assert_eq!(compatible("1.4.2"), ">=1.4.2,<2");
    }
}
