//! What other languages call the shapes, traits and values that Smithy has under another name.

/// Types of other languages, in small letters, and the shape of the prelude that is meant.
const TYPES: [(&str, &str); 42] = [
    ("any", "Document"),
    ("anything", "Document"),
    ("binary", "Blob"),
    ("bool", "Boolean"),
    ("bytearray", "Blob"),
    ("bytes", "Blob"),
    ("char", "String"),
    ("date", "Timestamp"),
    ("date_time", "Timestamp"),
    ("datetime", "Timestamp"),
    ("decimal", "BigDecimal"),
    ("dynamic", "Document"),
    ("empty", "Unit"),
    ("float32", "Float"),
    ("float64", "Double"),
    ("guid", "String"),
    ("i16", "Short"),
    ("i32", "Integer"),
    ("i64", "Long"),
    ("i8", "Byte"),
    ("instant", "Timestamp"),
    ("int", "Integer"),
    ("int16", "Short"),
    ("int32", "Integer"),
    ("int64", "Long"),
    ("int8", "Byte"),
    ("json", "Document"),
    ("jsonvalue", "Document"),
    ("none", "Unit"),
    ("nothing", "Unit"),
    ("number", "Double"),
    ("object", "Document"),
    ("real", "Double"),
    ("str", "String"),
    ("text", "String"),
    ("time", "Timestamp"),
    ("uint", "Integer"),
    ("uint32", "Long"),
    ("uri", "String"),
    ("url", "String"),
    ("uuid", "String"),
    ("void", "Unit"),
];

/// The shape of the prelude that somebody means who writes this as the type of a value.
pub(super) fn shape(word: &str) -> Option<&'static str> {
    if word.len() > 12 {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let found = TYPES.binary_search_by(|(foreign, _)| (*foreign).cmp(lower.as_str()));
    found
        .ok()
        .and_then(|at| TYPES.get(at))
        .map(|(_, shape)| *shape)
}

/// What to do with a trait that Smithy does not have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Instead {
    /// It says what is the rule without it.
    Nothing(&'static str),
    /// Its value is that of a member of another trait.
    Member(&'static str, &'static str),
    /// Another trait with the same value.
    Trait(&'static str),
}

/// What somebody means who writes this as a trait.
pub(super) fn applied(word: &str) -> Option<Instead> {
    Some(match word.to_ascii_lowercase().as_str() {
        "optional" | "nullable" | "notrequired" => {
            Instead::Nothing("members are optional unless they are `@required`")
        }
        "min" | "minimum" => Instead::Member("range", "min"),
        "max" | "maximum" => Instead::Member("range", "max"),
        "minlength" | "minsize" | "minitems" => Instead::Member("length", "min"),
        "maxlength" | "maxsize" | "maxitems" => Instead::Member("length", "max"),
        "regex" | "regexp" | "matches" => Instead::Trait("pattern"),
        "notnull" | "nonnull" | "mandatory" | "notempty" => Instead::Trait("required"),
        "unique" | "distinct" => Instead::Trait("uniqueItems"),
        "doc" | "docs" | "description" | "comment" => Instead::Trait("documentation"),
        "secret" | "confidential" | "pii" => Instead::Trait("sensitive"),
        "obsolete" => Instead::Trait("deprecated"),
        "path" | "pathparam" | "pathvariable" => Instead::Trait("httpLabel"),
        "query" | "queryparam" => Instead::Trait("httpQuery"),
        "header" | "headerparam" => Instead::Trait("httpHeader"),
        "body" | "requestbody" => Instead::Trait("httpPayload"),
        _ => return None,
    })
}

/// A value of other languages, as Smithy writes it.
pub(super) fn literal(word: &str) -> Option<&'static str> {
    Some(match word {
        "True" | "TRUE" | "yes" | "Yes" | "YES" => "true",
        "False" | "FALSE" | "no" | "No" | "NO" => "false",
        "None" | "nil" | "Null" | "NULL" | "undefined" => "null",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_languages_have_is_understood() {
        assert!(TYPES.is_sorted_by_key(|(foreign, _)| *foreign));
        assert_eq!(shape("DateTime"), Some("Timestamp"));
        assert_eq!(shape("int"), Some("Integer"));
        assert_eq!(shape("Custmer"), None);
        assert_eq!(applied("maxLength"), Some(Instead::Member("length", "max")));
        assert_eq!(literal("True"), Some("true"));
    }
}
