//! Writes `_enums.py`: the enums, which `models` lends to its callers.
//!
//! They are apart for two reasons. A module of a large service comes close to what pyright is
//! willing to follow, and the values of enums are an eighth of it; and making an enum costs as much
//! as making ten other classes, while few programs look at any. So `models` imports this module
//! when it is first asked for an enum. It must not know any other shape.

use super::super::plan::{Class, ClassKind, EnumValue, Plan};
use super::super::printer::{Printer, call};
use super::imports::Imports;
use super::models::docstring;
use super::{assemble, imports::sort_key};

/// The module, as others of the package import it.
pub const MODULE: &str = "._enums";

/// How `models` lends them.
pub const LENT: &str = r#"def __getattr__(name: str) -> object:
    from . import _enums
    from ._runtime.enums import lend

    return lend(globals(), _enums, name)

def __dir__() -> list[str]:
    from . import _enums
    from ._runtime.enums import known

    return sorted({*globals(), *known(_enums)})
"#;

/// The names of all enums, as import statements are sorted.
pub fn names(plan: &Plan<'_>) -> Vec<String> {
    let mut names: Vec<String> = plan
        .classes
        .values()
        .filter(|class| matches!(class.kind, ClassKind::Enum { .. }))
        .map(|class| class.name.clone())
        .collect();
    names.sort_by_cached_key(|name| sort_key(name));
    names
}

/// The text of `_enums.py`; nothing where there is none.
pub fn write(plan: &Plan<'_>) -> Option<String> {
    let own = names(plan);
    if own.is_empty() {
        return None;
    }
    let mut imports = Imports::new(own.into_iter().collect());
    let mut out = Printer::new();
    for class in plan.classes.values() {
        if let ClassKind::Enum {
            values, numbers, ..
        } = &class.kind
        {
            let base = if *numbers {
                "OpenIntEnum"
            } else {
                "OpenStrEnum"
            };
            let base = imports.local("._runtime.enums", base);
            enumeration(class, values, base, &mut out);
        }
    }
    let docs = format!("The enums of {}, which `models` has.", plan.service_name);
    Some(assemble(plan, &[docs], &imports, "", &out.finish()))
}

fn enumeration(class: &Class<'_>, values: &[EnumValue], base: String, out: &mut Printer) {
    out.raw("\n\n");
    let bases = call(class.name.clone(), vec![base.into()]);
    out.call("class ", &bases, ":");
    out.indent();
    let attributes: Vec<_> = values
        .iter()
        .filter_map(|value| Some((value.name.clone(), value.docs.as_ref()?.first_sentence())))
        .collect();
    docstring(out, &class.docs, &class.fallback, &attributes);
    if !values.is_empty() {
        out.blank(1);
    }
    for value in values {
        let head = format!("{} = ", value.name);
        out.statement(&head, &value.value.clone().into(), "");
        if let Some(docs) = &value.docs {
            let fallback = format!("The value {}.", value.value);
            let width = out.width();
            out.docstring(&docs.docstring(&fallback, width));
        }
    }
    out.dedent();
}
