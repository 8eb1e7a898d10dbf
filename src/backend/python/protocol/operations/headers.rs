//! Headers of a request.

use crate::knowledge::http::Location;

use super::super::super::literals::py_string;
use super::super::super::plan::{Field, Kind};
use super::super::super::printer::{Doc, call};
use super::Writer;

impl Writer<'_, '_, '_> {
    pub(super) fn headers(&mut self, bound: &[(&Field<'_>, Location<'_>)]) -> bool {
        let wanted = |location: &Location<'_>| {
            matches!(location, Location::Header(_) | Location::PrefixHeaders(_))
        };
        if !bound.iter().any(|(_, location)| wanted(location)) {
            return false;
        }
        self.out.line("h: dict[str, str] = {}");
        for (field, location) in bound {
            let Location::PrefixHeaders(prefix) = location else {
                continue;
            };
            self.take(&format!("o.{}", field.name));
            let open = self.guard(field);
            let put_str = self.encode("put_str");
            self.each_entry(field);
            let key = if prefix.is_empty() {
                "k.lower()".to_owned()
            } else {
                format!("{} + k", py_string(&prefix.to_ascii_lowercase()))
            };
            self.out.line(format!("h[{key}] = {put_str}(v, k, x)"));
            self.out.dedent();
            if open {
                self.out.dedent();
            }
        }
        for (field, location) in bound {
            let Location::Header(name) = location else {
                continue;
            };
            let store = format!("h[{}] = ", py_string(&name.to_ascii_lowercase()));
            if field.kind == Kind::List {
                self.take(&format!("o.{}", field.name));
                self.list_header(field, *location, &store);
                continue;
            }
            let (value, open) = self.value_of(field);
            let value = self.text(field.member, *location, "o", &field.name, &value);
            self.out.statement(&store, &value, "");
            if open {
                self.out.dedent();
            }
        }
        true
    }

    fn list_header(&mut self, field: &Field<'_>, location: Location<'_>, store: &str) {
        let put = self.encode("put_list");
        let attribute = py_string(&field.name);
        let checked = call(put, vec!["o".into(), attribute.into(), "v".into()]);
        let open = self.guard(field);
        self.out.statement("v = ", &checked, "");
        let (item, filter) = self.item(field.member, location, "v");
        let strings = self.item_is_text(field.member);
        let join = self.header(if strings {
            "join_strings"
        } else {
            "join_plain"
        });
        let value = Doc::Wrap {
            open: format!("{join}(").into(),
            parts: vec![item, format!("for x in v{filter}").into()],
            close: ")".into(),
        };
        self.out.statement(store, &value, "");
        if open {
            self.out.dedent();
        }
    }
}
