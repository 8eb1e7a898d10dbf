//! The naming rules of emitted packages.
//!
//! Holds pure functions from names of the model to names of Python, and [`Scope`], which keeps
//! names apart. It must not look at a model.
//!
//! The rule, which never changes for a name that packages have already:
//!
//! 1. The name is put in the case of its place: classes in `PascalCase` with the capitals that they
//!    have, members, operations and resources in `snake_case`, values of enums in `UPPER_CASE`.
//!    Underscores at the start are dropped (`__init__` is `init`), because Python gives them a
//!    meaning, and what would begin with a digit gets an `n` or `N` before it.
//! 2. A name that cannot be used as it is gets underscores at its end until it can: a keyword
//!    (`class_`), what the class or client has already (`self_`, `as_dict_`, `close_`), a builtin
//!    that looks like a class (`KeyError_`), and what another of the same scope is called (`foo_bar`
//!    and `fooBar` give `foo_bar` and `foo_bar_`). In a scope the order is that of the model, so that
//!    what is added to the end changes nothing; among shapes, those of the service's own namespace
//!    come first, then order is by shape id.
//! 3. Soft keywords (`match`, `type`) and other builtins (`list`, `str`, `id`) stay as they are, since
//!    they can be attributes and arguments. Where one hides what an annotation needs, the annotation
//!    says `_b.list`; where a class has the name of an import, the import gets the underscore.
//! 4. On a call, a member keeps its name, and the option that it hides gets the underscore
//!    (`timeout_`).
//!
//! `@smithyc.python#name` replaces the first step. Names on the wire are those of the model, always.

use rustc_hash::FxHashSet;

/// Hard keywords of Python; they cannot be names at all.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// Words that are spelled with capitals in the middle and are one word all the same.
const WHOLE_WORDS: [(&str, &str); 4] = [
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("OAuth", "Oauth"),
    ("IoT", "Iot"),
];

/// Last words of resource names that have no plural of their own.
const UNCOUNTED: [&str; 12] = [
    "access",
    "analytics",
    "content",
    "data",
    "feedback",
    "info",
    "information",
    "metadata",
    "news",
    "series",
    "settings",
    "status",
];

/// Whether a word is a hard keyword of Python.
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// Builtins of Python that look like classes.
const BUILTIN_CLASSES: [&str; 62] = [
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "BaseExceptionGroup",
    "BlockingIOError",
    "BrokenPipeError",
    "BufferError",
    "BytesWarning",
    "ChildProcessError",
    "ConnectionAbortedError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "EOFError",
    "Ellipsis",
    "EnvironmentError",
    "Exception",
    "ExceptionGroup",
    "FileExistsError",
    "FileNotFoundError",
    "FloatingPointError",
    "GeneratorExit",
    "IOError",
    "ImportError",
    "IndentationError",
    "IndexError",
    "InterruptedError",
    "IsADirectoryError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "ModuleNotFoundError",
    "NameError",
    "NotADirectoryError",
    "NotImplemented",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "PermissionError",
    "ProcessLookupError",
    "RecursionError",
    "ReferenceError",
    "ResourceWarning",
    "RuntimeError",
    "StopAsyncIteration",
    "StopIteration",
    "SyntaxError",
    "SystemError",
    "SystemExit",
    "TabError",
    "TimeoutError",
    "TypeError",
    "UnboundLocalError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeError",
    "UnicodeTranslateError",
    "ValueError",
    "Warning",
    "ZeroDivisionError",
];

/// Whether a word is a builtin of Python that looks like a class.
pub fn is_builtin_class(word: &str) -> bool {
    BUILTIN_CLASSES.binary_search(&word).is_ok()
}

/// Whether a word can be an identifier of Python and is no keyword.
pub fn is_identifier(word: &str) -> bool {
    let mut bytes = word.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !is_keyword(word)
}

/// The words of a name: `AWSConfig` is `AWS`, `Config`; `VpcIDs` is `Vpc`, `IDs`.
///
/// A capital after a lower-case letter or digit starts a word, and so does the last capital of a
/// run when a lower-case letter follows it, except that a lone `s` after a run belongs to the run
/// as its plural. Everything that is neither letter nor digit divides words. Linear.
pub fn words(name: &str) -> Vec<String> {
    let mut text = name.to_owned();
    for (from, to) in WHOLE_WORDS {
        if text.contains(from) {
            text = text.replace(from, to);
        }
    }
    let characters: Vec<char> = text.chars().collect();
    let at = |index: usize| characters.get(index).copied();
    let mut words = Vec::new();
    let mut word = String::new();
    for (index, character) in characters.iter().copied().enumerate() {
        if !character.is_ascii_alphanumeric() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            continue;
        }
        if character.is_ascii_uppercase() && !word.is_empty() {
            let before = index.checked_sub(1).and_then(at);
            let after_lower = before.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            let next = at(index + 1);
            let starts_word = next.is_some_and(|n| n.is_ascii_lowercase())
                && !(before.is_some_and(|b| b.is_ascii_uppercase())
                    && is_plural(&characters, index));
            if after_lower || starts_word {
                words.push(std::mem::take(&mut word));
            }
        }
        word.push(character);
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether the `s` after `index`, the last capital of a run, ends a word.
fn is_plural(characters: &[char], index: usize) -> bool {
    characters.get(index + 1) == Some(&'s')
        && characters
            .get(index + 2)
            .is_none_or(|next| !next.is_ascii_lowercase())
}

/// `snake_case`, without leading underscores. A name that would begin with a digit gets an `n`.
pub fn snake_case(name: &str) -> String {
    let mut out = words(name).join("_");
    out.make_ascii_lowercase();
    guard(out, 'n')
}

/// `UPPER_CASE`. A name without lower-case letters stays as it is.
pub fn upper_case(name: &str) -> String {
    let stem = name.trim_start_matches('_');
    let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let mut out = if !stem.is_empty() && stem.chars().all(plain) {
        stem.to_owned()
    } else {
        words(name).join("_")
    };
    out.make_ascii_uppercase();
    guard(out, 'N')
}

/// `PascalCase`. Capitals that the name has stay, so that `AWSConfig` remains itself.
pub fn pascal_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for part in name.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut characters = part.chars();
        if let Some(first) = characters.next() {
            out.push(first.to_ascii_uppercase());
            out.push_str(characters.as_str());
        }
    }
    guard(out, 'N')
}

/// Nothing, or a digit at the start, gets a letter before it.
fn guard(mut name: String, letter: char) -> String {
    if name
        .bytes()
        .next()
        .is_none_or(|first| first.is_ascii_digit())
    {
        name.insert(0, letter);
    }
    name
}

/// A name that is no keyword.
pub fn escape(mut name: String) -> String {
    if is_keyword(&name) {
        name.push('_');
    }
    name
}

/// The name of a service as classes carry it: the `sdkId` without what is no letter or digit,
/// else the shape's name.
pub fn service_name(sdk_id: Option<&str>, shape_name: &str) -> String {
    let from_id: String = sdk_id
        .unwrap_or("")
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    if from_id.is_empty() {
        pascal_case(shape_name)
    } else {
        pascal_case(&from_id)
    }
}

/// The class of the synchronous client.
pub fn client_class(service: &str) -> String {
    if service.ends_with("Client") {
        service.to_owned()
    } else {
        format!("{service}Client")
    }
}

/// What a resource is called: one of it, and many, both in `snake_case`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResourceName {
    /// Such as `todo_item`.
    pub singular: String,
    /// Such as `todo_items`; the name of its property.
    pub plural: String,
}

/// The names of a resource: without a final `Resource`, and with its last word made plural.
pub fn resource_name(shape_name: &str) -> ResourceName {
    let stem = match shape_name.strip_suffix("Resource") {
        Some(stem) if !stem.is_empty() => stem,
        _ => shape_name,
    };
    let singular = snake_case(stem);
    let (head, last) = match singular.rsplit_once('_') {
        Some((head, last)) => (format!("{head}_"), last),
        None => (String::new(), singular.as_str()),
    };
    let plural = format!("{head}{}", plural(last));
    ResourceName { singular, plural }
}

/// The plural of a lower-case word; a word that is plural already stays.
fn plural(word: &str) -> String {
    if UNCOUNTED.contains(&word) {
        return word.to_owned();
    }
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| word.ends_with(suffix));
    if let Some(stem) = word.strip_suffix("sis") {
        return format!("{stem}ses");
    }
    if word.ends_with('s') && !ends(&["ss", "us", "is", "as", "os"]) {
        return word.to_owned();
    }
    if ends(&["s", "x", "z", "ch", "sh"]) {
        return format!("{word}es");
    }
    if let Some(stem) = word.strip_suffix('y')
        && stem.ends_with(|c: char| !"aeiou".contains(c))
        && !stem.is_empty()
    {
        return format!("{stem}ies");
    }
    format!("{word}s")
}

/// What an operation is called on its resource: the resource's name is dropped from it. The full
/// name stays where nothing would remain.
pub fn resource_operation(operation: &str, resource: &ResourceName) -> String {
    let full = snake_case(operation);
    let parts: Vec<&str> = full.split('_').collect();
    for name in [&resource.plural, &resource.singular] {
        let dropped: Vec<&str> = name.split('_').collect();
        let Some(at) = parts
            .windows(dropped.len())
            .rposition(|window| window == dropped)
        else {
            continue;
        };
        let rest: Vec<&str> = parts
            .iter()
            .enumerate()
            .filter(|(index, _)| *index < at || *index >= at + dropped.len())
            .map(|(_, part)| *part)
            .collect();
        if !rest.is_empty() {
            return guard(rest.join("_"), 'n');
        }
    }
    full
}

/// Names that are taken in one place, so that each new one is made different.
#[derive(Clone, Default, Debug)]
pub struct Scope {
    taken: FxHashSet<String>,
}

impl Scope {
    /// A scope in which these names are taken.
    pub fn with(names: &[&str]) -> Self {
        Self {
            taken: names.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    /// Whether a name is taken.
    pub fn contains(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Takes `wanted`, or `wanted` with as many underscores as it needs to be new and no keyword.
    pub fn claim(&mut self, wanted: &str) -> String {
        let mut name = escape(wanted.to_owned());
        while !self.taken.insert(name.clone()) {
            name.push('_');
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn snake_case_knows_acronyms() {
        for (name, expected) in [
            ("EchoMessage", "echo_message"),
            ("AWSConfig", "aws_config"),
            ("ID", "id"),
            ("VpcIDs", "vpc_ids"),
            ("ARNsToKeep", "arns_to_keep"),
            ("IsXML", "is_xml"),
            ("DBInstance", "db_instance"),
            ("S3Bucket", "s3_bucket"),
            ("MD5OfBody", "md5_of_body"),
            ("Ipv6Address", "ipv6_address"),
            ("IPv6Address", "ipv6_address"),
            ("ec2Id", "ec2_id"),
            ("already_snake", "already_snake"),
            ("__private", "private"),
            ("x2", "x2"),
            ("_2", "n2"),
            ("ETag", "e_tag"),
            ("HTTPStatusCode", "http_status_code"),
            ("fooBARbaz", "foo_ba_rbaz"),
            ("kebab-case name", "kebab_case_name"),
            ("", "n"),
        ] {
            assert_eq!(snake_case(name), expected, "{name}");
        }
        assert_eq!(upper_case("t2.micro"), "T2_MICRO");
        assert_eq!(upper_case("fooBar"), "FOO_BAR");
    }

    #[test]
    fn classes_keep_their_capitals() {
        for (name, expected) in [
            ("AWSConfig", "AWSConfig"),
            ("todo", "Todo"),
            ("my_shape", "MyShape"),
            ("_1x", "N1x"),
        ] {
            assert_eq!(pascal_case(name), expected, "{name}");
        }
        assert_eq!(service_name(Some("IoT Data Plane"), "X"), "IoTDataPlane");
        assert_eq!(service_name(None, "EchoService"), "EchoService");
        assert_eq!(service_name(Some(" "), "weather"), "Weather");
        assert_eq!(client_class("EchoClient"), "EchoClient");
        assert_eq!(client_class("Echo"), "EchoClient");
    }

    #[test]
    fn resources_are_plural_properties() {
        for (name, expected) in [
            ("Todo", "todos"),
            ("TodoResource", "todos"),
            ("Resource", "resources"),
            ("Box", "boxes"),
            ("Branch", "branches"),
            ("Policy", "policies"),
            ("ApiKey", "api_keys"),
            ("AccountSettings", "account_settings"),
            ("UserData", "user_data"),
            ("JobStatus", "job_status"),
            ("Alias", "aliases"),
            ("Analysis", "analyses"),
            ("Class", "classes"),
            ("Credentials", "credentials"),
        ] {
            assert_eq!(resource_name(name).plural, expected, "{name}");
        }
    }

    #[test]
    fn operations_lose_the_name_of_their_resource() {
        let todo = resource_name("Todo");
        for (name, expected) in [
            ("CompleteTodo", "complete"),
            ("ListTodos", "list"),
            ("ListTodoItems", "list_items"),
            ("Todo", "todo"),
            ("Archive", "archive"),
        ] {
            assert_eq!(resource_operation(name, &todo), expected, "{name}");
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(KEYWORDS.is_sorted() && BUILTIN_CLASSES.is_sorted());
        assert!(is_keyword("class") && !is_keyword("match"));
    }

    #[test]
    fn a_scope_never_gives_a_name_twice() {
        let mut scope = Scope::with(&["close"]);
        assert_eq!(scope.claim("close"), "close_");
        assert_eq!(scope.claim("close"), "close__");
        assert_eq!(scope.claim("class"), "class_");
        assert_eq!(scope.claim("class_"), "class__");
    }

    proptest! {
        #[test]
        fn every_name_of_a_model_becomes_an_identifier(name in "_{0,3}[A-Za-z0-9_]{1,20}") {
            let mut scope = Scope::default();
            for made in [snake_case(&name), upper_case(&name), pascal_case(&name)] {
                prop_assert!(is_identifier(&scope.claim(&made)), "{made}");
            }
        }
    }
}
