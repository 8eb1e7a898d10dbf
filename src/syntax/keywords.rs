//! Keywords, and words that were meant to be one.

use crate::diag::nearest;
use crate::name::ShapeType;

/// The words with which statements of other kinds than shapes begin.
const KEYWORDS: [&str; 4] = ["metadata", "namespace", "use", "apply"];

/// What other languages call what Smithy has under another name.
const FOREIGN: [(&str, &str); 53] = [
    ("any", "document"),
    ("api", "service"),
    ("array", "list"),
    ("binary", "blob"),
    ("bool", "boolean"),
    ("bytes", "blob"),
    ("class", "structure"),
    ("const", "metadata"),
    ("date", "timestamp"),
    ("datetime", "timestamp"),
    ("decimal", "bigDecimal"),
    ("dict", "map"),
    ("dictionary", "map"),
    ("endpoint", "operation"),
    ("enumeration", "enum"),
    ("error", "structure"),
    ("exception", "structure"),
    ("extend", "apply"),
    ("float32", "float"),
    ("float64", "double"),
    ("func", "operation"),
    ("function", "operation"),
    ("import", "use"),
    ("include", "use"),
    ("input", "structure"),
    ("int", "integer"),
    ("int16", "short"),
    ("int32", "integer"),
    ("int64", "long"),
    ("int8", "byte"),
    ("interface", "structure"),
    ("json", "document"),
    ("message", "structure"),
    ("meta", "metadata"),
    ("method", "operation"),
    ("module", "namespace"),
    ("number", "double"),
    ("object", "structure"),
    ("oneof", "union"),
    ("option", "metadata"),
    ("package", "namespace"),
    ("record", "structure"),
    ("rpc", "operation"),
    ("sequence", "list"),
    ("str", "string"),
    ("struct", "structure"),
    ("table", "structure"),
    ("text", "string"),
    ("time", "timestamp"),
    ("type", "structure"),
    ("using", "use"),
    ("variant", "union"),
    ("vector", "list"),
];

fn all() -> impl Iterator<Item = &'static str> {
    ShapeType::keywords().chain(KEYWORDS)
}

/// The keyword that somebody meant who wrote this word at the start of a statement.
pub(super) fn meant(word: &str) -> Option<&'static str> {
    // A long word is no misspelt keyword, and comparing it would cost its length.
    if word.len() > 24 {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    FOREIGN
        .iter()
        .find(|(foreign, _)| *foreign == lower)
        .map(|(_, keyword)| *keyword)
        .or_else(|| nearest(word, all()).first().copied())
}

/// The shape of the prelude that somebody means who writes this word as a type.
pub(super) fn simple_shape(word: &str) -> Option<&'static str> {
    let lower = word.to_ascii_lowercase();
    let meant = FOREIGN
        .iter()
        .find(|(foreign, _)| *foreign == lower)
        .map_or(lower.as_str(), |(_, keyword)| *keyword);
    Some(match meant {
        "string" => "String",
        "blob" => "Blob",
        "boolean" => "Boolean",
        "byte" => "Byte",
        "short" => "Short",
        "integer" => "Integer",
        "long" => "Long",
        "float" => "Float",
        "double" => "Double",
        "bigdecimal" | "bigDecimal" => "BigDecimal",
        "biginteger" => "BigInteger",
        "timestamp" => "Timestamp",
        "document" => "Document",
        _ => return None,
    })
}

/// The length of a keyword that stands before a name without a space between: `stringFoo`.
/// `named` says whether a name follows the word, which then is rather a keyword itself.
pub(super) fn glued(word: &str, named: bool) -> Option<usize> {
    all()
        .filter(|keyword| word.len() > keyword.len() && word.starts_with(*keyword))
        .filter(|keyword| {
            let next = word.as_bytes().get(keyword.len()).copied();
            next.is_some_and(|byte| byte.is_ascii_uppercase()) || !named
        })
        .map(str::len)
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_and_foreign_keywords_are_understood() {
        assert_eq!(meant("strcture"), Some("structure"));
        assert_eq!(meant("Structure"), Some("structure"));
        assert_eq!(meant("struct"), Some("structure"));
        assert_eq!(meant("import"), Some("use"));
        assert_eq!(meant("integr"), Some("integer"));
        assert_eq!(meant("widget"), None);
        assert_eq!(glued("structureFoo", false), Some(9));
        assert_eq!(glued("usecom.foo#Bar", false), Some(3));
        assert_eq!(glued("integers", true), None);
    }
}
