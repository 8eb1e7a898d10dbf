//! Writes `models.py`: the shapes and the modeled errors. Enums are its own, too, for all who look
//! at it, but stand in a module of theirs (see [`enums`]).

mod forwarded;

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::name::{ShapeId, known};

use super::super::docs::Text;
use super::super::literals::py_string;
use super::super::plan::{
    Class, ClassKind, DefaultValue, EnumValue, Field, Names, Plan, Presence, Variant, annotation,
};
use super::super::printer::{Doc, Printer, call, chain, row, subscript};
use super::imports::{Imports, import_as};
use super::{assemble, enums};

/// Builtin types that annotations name.
pub const BUILTINS: [&str; 8] = [
    "bool",
    "bytes",
    "dict",
    "float",
    "frozenset",
    "int",
    "list",
    "str",
];

/// The text of `models.py`.
pub fn write(plan: &Plan<'_>) -> String {
    let mut writer = Writer {
        plan,
        imports: Imports::new(plan.class_names.clone()),
        out: Printer::new(),
        field: BTreeSet::new(),
        decorated: false,
        aliased: false,
    };
    let kinds: [fn(&ClassKind<'_>) -> bool; 4] = [
        |kind| matches!(kind, ClassKind::Enum { .. }),
        |kind| matches!(kind, ClassKind::Union { .. }),
        |kind| matches!(kind, ClassKind::Structure(_)),
        |kind| matches!(kind, ClassKind::Error { .. }),
    ];
    for wanted in kinds {
        for class in plan.classes.values().filter(|class| wanted(&class.kind)) {
            writer.class(class);
        }
    }
    writer.finish()
}

struct Writer<'p, 'm> {
    plan: &'p Plan<'m>,
    imports: Imports,
    out: Printer,
    /// Names under which `dataclasses.field` is needed.
    field: BTreeSet<&'static str>,
    /// Whether a class is there that is decorated.
    decorated: bool,
    /// Whether the alias of an enum is there already.
    aliased: bool,
}

/// How names are spelled inside one class.
struct ClassNames<'a> {
    imports: &'a mut Imports,
    /// Attributes of the class; they hide what has their name.
    attributes: FxHashSet<&'a str>,
    literals: bool,
    stream_in: bool,
    stream_out: bool,
}

impl ClassNames<'_> {
    fn hides_builtin(&self) -> bool {
        BUILTINS.iter().any(|name| self.attributes.contains(name))
    }
}

impl Names for ClassNames<'_> {
    fn builtin(&mut self, name: &'static str) -> String {
        if self.hides_builtin() {
            self.imports.module_as("builtins", "_b");
            format!("_b.{name}")
        } else {
            name.to_owned()
        }
    }

    fn standard(&mut self, module: &'static str, name: &'static str) -> String {
        if self.attributes.contains(module) {
            let alias = if module == "datetime" {
                "_datetime"
            } else {
                "_decimal"
            };
            self.imports.module_as(module, alias);
            format!("{alias}.{name}")
        } else {
            self.imports.module(module);
            format!("{module}.{name}")
        }
    }

    fn runtime(&mut self, module: &'static str, name: &'static str) -> String {
        let home = match module {
            "streams" => "._runtime.streams",
            _ => "._runtime.documents",
        };
        self.imports.local(home, name)
    }

    fn model(&mut self, name: &str) -> String {
        name.to_owned()
    }

    fn literals(&self) -> bool {
        self.literals
    }

    fn stream(&mut self) -> String {
        match (self.stream_in, self.stream_out) {
            (true, true) => {
                let given = self.runtime("streams", "AsyncStreamInput");
                format!("{given} | {}", self.runtime("streams", "ByteStream"))
            }
            (true, false) => self.runtime("streams", "AsyncStreamInput"),
            _ => self.runtime("streams", "ByteStream"),
        }
    }

    fn events(&mut self) -> String {
        self.runtime("streams", "AsyncEventInput")
    }
}

impl Writer<'_, '_> {
    fn finish(mut self) -> String {
        let enums = enums::names(self.plan);
        let mut after = Printer::new();
        if self.decorated || !enums.is_empty() {
            self.imports.standard("typing", "TYPE_CHECKING");
            after.raw("\n");
            after.line("if TYPE_CHECKING:");
            after.indent();
            self.dataclass("dataclasses", &mut after);
            if self.decorated && !enums.is_empty() {
                after.raw("\n");
            }
            for name in &enums {
                import_as(enums::MODULE, name, name, &mut after);
            }
            after.dedent();
            after.line("else:");
            after.indent();
            self.dataclass("._runtime.models", &mut after);
            if !enums.is_empty() {
                if self.decorated {
                    after.raw("\n");
                }
                after.lines(enums::LENT);
            }
            after.dedent();
        }
        let docstring = [format!(
            "The shapes of {}, and the errors that it models.",
            self.plan.service_name
        )];
        assemble(
            self.plan,
            &docstring,
            &self.imports,
            &after.finish(),
            &self.out.finish(),
        )
    }

    /// Imports the decorator, and `field` where it is needed.
    fn dataclass(&self, module: &str, printer: &mut Printer) {
        if self.decorated {
            let plain = if self.field.contains("field") {
                ", field"
            } else {
                ""
            };
            printer.line(format!("from {module} import dataclass{plain}"));
            if self.field.contains("_field") {
                printer.line(format!("from {module} import field as _field"));
            }
        }
    }

    fn typing(&mut self, name: &str) -> String {
        self.imports.standard("typing", name)
    }

    fn class(&mut self, class: &Class<'_>) {
        self.decorated |= !matches!(class.kind, ClassKind::Enum { .. });
        match &class.kind {
            ClassKind::Enum {
                values,
                literal,
                numbers,
            } => self.known_values(values, literal, *numbers),
            ClassKind::Union { variants, unknown } => self.union(class, variants, unknown),
            ClassKind::Structure(fields) => self.structure(class, fields),
            ClassKind::Error {
                fields,
                base,
                fault,
                ..
            } => self.error(class, fields, base, fault),
        }
    }

    fn start(&mut self, decorator: Option<&str>, name: &str, base: &str) {
        self.out.raw("\n\n");
        if let Some(decorator) = decorator {
            self.out.line(decorator);
        }
        let bases = call(name, vec![base.to_owned().into()]);
        self.out.call("class ", &bases, ":");
        self.out.indent();
    }

    fn docstring(&mut self, docs: &Text, fallback: &str, attributes: &[(String, Text)]) {
        docstring(&mut self.out, docs, fallback, attributes);
    }

    /// The alias of what inputs take: the known values of an enum, which is a class of `_enums`.
    fn known_values(&mut self, values: &[EnumValue], literal: &str, numbers: bool) {
        let plain = if numbers { "int" } else { "str" };
        let value = if values.is_empty() {
            plain.into()
        } else {
            let items = values
                .iter()
                .map(|value| value.value.clone().into())
                .collect();
            let known = Doc::Bracket {
                open: format!("{}[", self.typing("Literal")).into(),
                items,
                close: "]".into(),
            };
            chain("|", vec![known, plain.into()])
        };
        if !std::mem::replace(&mut self.aliased, true) {
            self.out.raw("\n\n");
        }
        // As with `__smithy_members__`, no annotation: large services have hundreds of enums.
        self.out.statement(&format!("{literal} = "), &value, "");
    }

    fn union(&mut self, class: &Class<'_>, variants: &[Variant<'_>], unknown: &str) {
        let base = self.imports.local("._runtime.models", "Variant");
        let (class_var, literal) = (self.typing("ClassVar"), self.typing("Literal"));
        for variant in variants {
            self.start(Some("@dataclass"), &variant.name, &base);
            self.docstring(&variant.docs, &variant.fallback, &[]);
            self.out.blank(1);
            let unit = variant.member.target.id == known::UNIT;
            self.out.line(if unit {
                "__slots__ = ()"
            } else {
                "__slots__ = (\"value\",)"
            });
            if variant.sensitive && !unit {
                self.out.line(format!(
                    "__smithy_sensitive__: {class_var}[frozenset[str]] = frozenset({{\"value\"}})"
                ));
            }
            let tag = py_string(variant.member.id.member.as_str());
            let kind = subscript(
                class_var.clone(),
                subscript(literal.clone(), tag.clone().into()),
            );
            self.out.annotated("type", &kind, Some(&tag.into()));
            if !unit {
                self.out.blank(1);
                let attributes = FxHashSet::default();
                let value = self.value_type(class.shape.id, variant.member.target.id, attributes);
                self.out.annotated("value", &value, None);
                self.forwarded(class, variant);
            }
            self.out.dedent();
        }
        self.start(Some("@dataclass"), unknown, &base);
        self.out.docstring(&[format!(
            "A variant of `{}` that this package does not know.",
            class.name
        )]);
        self.out.blank(1);
        self.out.line("__slots__ = (\"tag\",)");
        self.out.line(format!(
            "type: {class_var}[{literal}[\"SDK_UNKNOWN_MEMBER\"]] = \"SDK_UNKNOWN_MEMBER\""
        ));
        self.out.blank(1);
        self.out.line("tag: str");
        self.out.dedent();
        self.out.raw("\n\n");
        let operands = variants
            .iter()
            .map(|variant| variant.name.clone())
            .chain([unknown.to_owned()])
            .map(Doc::from)
            .collect();
        let alias = self.typing("TypeAlias");
        self.out
            .annotated(&class.name, &alias.into(), Some(&chain("|", operands)));
        let width = self.out.width();
        self.out
            .docstring(&class.docs.docstring(&class.fallback, width));
    }

    /// The type of a value that a shape holds. Enums are spelled with their known values only in
    /// shapes that nothing but inputs hold.
    fn value_type(&mut self, owner: ShapeId, target: ShapeId, attributes: FxHashSet<&str>) -> Doc {
        let stream_out = self.plan.in_outputs.contains(&owner);
        let mut names = ClassNames {
            imports: &mut self.imports,
            attributes,
            literals: !stream_out,
            stream_in: self.plan.in_inputs.contains(&owner),
            stream_out,
        };
        annotation(self.plan, target, &mut names)
    }

    fn structure(&mut self, class: &Class<'_>, fields: &[Field<'_>]) {
        let base = self.imports.local("._runtime.models", "Model");
        self.start(Some("@dataclass(kw_only=True)"), &class.name, &base);
        self.docstring(&class.docs, &class.fallback, &attributes(fields));
        let mut blank = true;
        if let Some(message) = class.deprecation_message() {
            self.separate(&mut blank);
            let class_var = self.typing("ClassVar");
            let text = Doc::from(py_string(&message));
            let kind = subscript(class_var, self.builtin(fields, "str").into());
            self.out.annotated("__deprecated__", &kind, Some(&text));
        }
        self.tables(fields, &mut blank);
        self.fields(class.shape.id, fields);
        if let Some(message) = class.deprecation_message() {
            self.deprecated_constructor(class.shape.id, fields, &message);
        }
        self.out.dedent();
    }

    fn error(&mut self, class: &Class<'_>, fields: &[Field<'_>], base: &str, fault: &str) {
        let base = self.imports.local(".errors", base);
        let (class_var, literal) = (self.typing("ClassVar"), self.typing("Literal"));
        self.start(
            Some("@dataclass(kw_only=True, eq=False)"),
            &class.name,
            &base,
        );
        let described: Vec<(String, Text)> = attributes(fields)
            .into_iter()
            .filter(|(name, _)| name != "message")
            .collect();
        self.docstring(&class.docs, &class.fallback, &described);
        self.out.blank(1);
        let code = Doc::from(py_string(crate::knowledge::contextual_name(
            self.plan.service,
            class.shape.id,
        )));
        let text = self.builtin(fields, "str");
        let kind = Doc::from(format!("{class_var}[{text}]"));
        self.out.annotated("code", &kind, Some(&code));
        self.out.line(format!(
            "fault: {class_var}[{literal}[\"client\", \"server\"] | None] = \"{fault}\""
        ));
        let mut blank = false;
        self.tables(fields, &mut blank);
        self.fields(class.shape.id, fields);
        self.out.dedent();
    }

    fn separate(&mut self, blank: &mut bool) {
        if std::mem::take(blank) {
            self.out.blank(1);
        }
    }

    fn builtin(&mut self, fields: &[Field<'_>], name: &'static str) -> String {
        ClassNames {
            imports: &mut self.imports,
            attributes: attribute_names(fields),
            literals: false,
            stream_in: false,
            stream_out: false,
        }
        .builtin(name)
    }

    /// The tables that the runtime reads: names in the model, and what must not be shown.
    fn tables(&mut self, fields: &[Field<'_>], blank: &mut bool) {
        let renamed: Vec<&Field<'_>> = fields.iter().filter(|f| f.name != f.wire()).collect();
        if !renamed.is_empty() {
            self.separate(blank);
            let items = renamed
                .iter()
                .map(|f| format!("{}: {}", py_string(&f.name), py_string(f.wire())).into())
                .collect();
            // The base says what it is; with an annotation of each, pyright finds the module of a large
            // service too complex to follow.
            self.out
                .statement("__smithy_members__ = ", &braces(items), "");
        }
        let hidden: Vec<Doc> = fields
            .iter()
            .filter(|field| field.sensitive)
            .map(|field| py_string(&field.name).into())
            .collect();
        if !hidden.is_empty() {
            self.separate(blank);
            let class_var = self.typing("ClassVar");
            let set = self.builtin(fields, "frozenset");
            let text = self.builtin(fields, "str");
            let head = format!("__smithy_sensitive__: {class_var}[{set}[{text}]] = ");
            let value = call(set, vec![braces(hidden)]);
            self.out.statement(&head, &value, "");
        }
    }

    fn fields(&mut self, owner: ShapeId, fields: &[Field<'_>]) {
        if !fields.is_empty() {
            self.out.blank(1);
        }
        for field in fields {
            let kind = self.field_type(owner, fields, field);
            let value = match &field.presence {
                Presence::Required => None,
                Presence::Optional => Some(Doc::from("None")),
                Presence::Default(value) => Some(self.default(fields, value)),
            };
            self.out.annotated(&field.name, &kind, value.as_ref());
            if let Some(docs) = field.all_docs() {
                let fallback = format!("The member `{}`.", field.wire());
                let width = self.out.width();
                self.out.docstring(&docs.docstring(&fallback, width));
            }
        }
    }

    fn field_type(&mut self, owner: ShapeId, fields: &[Field<'_>], field: &Field<'_>) -> Doc {
        let made = self.value_type(owner, field.member.target.id, attribute_names(fields));
        if field.is_optional() {
            chain("|", vec![made, "None".into()])
        } else {
            made
        }
    }

    /// The constructor of a deprecated class, for type checkers and editors alone. A mark on the
    /// class would be reported wherever the package itself names it.
    fn deprecated_constructor(&mut self, owner: ShapeId, fields: &[Field<'_>], message: &str) {
        let mark = self.imports.local("._runtime.deprecation", "deprecated");
        let mut parameters: Vec<Doc> = vec!["self".into()];
        if !fields.is_empty() {
            parameters.push("*".into());
        }
        for field in fields {
            let kind = self.field_type(owner, fields, field);
            let head = format!("{}: ", field.name).into();
            let default = match &field.presence {
                Presence::Required => "",
                Presence::Optional => " = None",
                // The class has the value; what counts here is that there is one.
                Presence::Default(_) => " = ...",
            };
            parameters.push(row([head, kind, default.into()]));
        }
        self.out.blank(1);
        self.out.line("if TYPE_CHECKING:");
        self.out.indent();
        self.out.blank(1);
        let text = py_string(message).into();
        self.out.statement("@", &call(mark, vec![text]), "");
        self.out
            .signature("def __init__(", parameters, &"None".into(), true);
        self.out.dedent();
    }

    fn default(&mut self, fields: &[Field<'_>], value: &DefaultValue) -> Doc {
        let factory = match value {
            DefaultValue::EmptyList => "[]",
            DefaultValue::EmptyDict => "{}",
            DefaultValue::Literal(text) => {
                let text =
                    if text.starts_with("float(") && attribute_names(fields).contains("float") {
                        format!(
                            "{}{}",
                            self.builtin(fields, "float"),
                            text.trim_start_matches("float")
                        )
                    } else {
                        text.clone()
                    };
                return text.into();
            }
            DefaultValue::Moment(_) | DefaultValue::Decimal(_) => {
                let mut names = ClassNames {
                    imports: &mut self.imports,
                    attributes: attribute_names(fields),
                    literals: false,
                    stream_in: false,
                    stream_out: false,
                };
                return value_expression(value, &mut names);
            }
        };
        // An attribute of that name hides the function.
        let hidden = attribute_names(fields).contains("field");
        let function = if hidden { "_field" } else { "field" };
        self.field.insert(function);
        call(
            function,
            vec![format!("default_factory=lambda: {factory}").into()],
        )
    }
}

/// Writes the docstring of a class.
pub fn docstring(out: &mut Printer, docs: &Text, fallback: &str, attributes: &[(String, Text)]) {
    let width = out.width();
    let mut lines = docs.docstring(fallback, width);
    section(&mut lines, "Attributes:", attributes, width);
    out.docstring(&lines);
}

/// A default value as an expression.
pub fn value_expression(value: &DefaultValue, names: &mut dyn Names) -> Doc {
    match value {
        DefaultValue::Literal(text) => text.clone().into(),
        DefaultValue::EmptyList => "[]".into(),
        DefaultValue::EmptyDict => "{}".into(),
        DefaultValue::Moment(arguments) => {
            let moment = names.standard("datetime", "datetime");
            let zone = names.standard("datetime", "UTC");
            let arguments = arguments.split(", ").map(|item| item.to_owned().into());
            let zone = format!("tzinfo={zone}").into();
            call(moment, arguments.chain([zone]).collect())
        }
        DefaultValue::Decimal(text) => {
            let decimal = names.standard("decimal", "Decimal");
            call(decimal, vec![py_string(text).into()])
        }
    }
}

/// `{a, b}`.
fn braces(items: Vec<Doc>) -> Doc {
    Doc::Bracket {
        open: "{".into(),
        items,
        close: "}".into(),
    }
}

fn attribute_names<'a>(fields: &'a [Field<'_>]) -> FxHashSet<&'a str> {
    fields.iter().map(|field| field.name.as_str()).collect()
}

/// What a class says about its members: a sentence each. The whole text stands at the member, where
/// editors show it; Python never loads it.
fn attributes(fields: &[Field<'_>]) -> Vec<(String, Text)> {
    fields
        .iter()
        .filter_map(|field| Some((field.name.clone(), field.all_docs()?.first_sentence())))
        .collect()
}

/// Adds a section of a docstring, such as `Args:`, in Google's style.
pub fn section(lines: &mut Vec<String>, title: &str, entries: &[(String, Text)], width: usize) {
    if entries.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(title.to_owned());
    for (name, text) in entries {
        lines.extend(text.wrap_after(&format!("    {name}: "), 8, width));
    }
}
