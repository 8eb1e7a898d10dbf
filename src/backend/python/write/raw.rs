//! Writes `_raw.py`: the operations of clients and resources that give whole responses.

use super::super::literals::py_string;
use super::super::plan::{Operation, Plan, Resource};
use super::super::printer::{Doc, Printer, call};
use super::assemble;
use super::clients::{Side, children};
use super::imports::Imports;

/// The text of the module.
///
/// The methods are those of the clients, whose types a function of the runtime changes: no member is
/// listed again. Event streams have no whole response, and are left out.
pub fn write(plan: &Plan<'_>) -> String {
    let mut imports = Imports::new(std::iter::empty().collect());
    let mut out = Printer::new();
    for side in [Side::Sync, Side::Async] {
        for (prefix, wrapper, says) in [
            ("Raw", "raw", "give whole responses"),
            (
                "Streamed",
                "streamed",
                "give responses that are read in pieces",
            ),
        ] {
            let wrapper = match side {
                Side::Sync => wrapper.to_owned(),
                Side::Async => format!("async_{wrapper}"),
            };
            let mut writer = Writer {
                plan,
                side,
                prefix,
                wrapper,
                says,
                imports: &mut imports,
                out: &mut out,
            };
            writer.client();
            for (at, resource) in plan.resources.iter().enumerate() {
                writer.resource(at, resource);
            }
        }
    }
    let docstring = format!(
        "The operations of {} that give whole responses.",
        plan.service_name
    );
    assemble(plan, &[docstring], &imports, "", &out.finish())
}

struct Writer<'w, 'm> {
    plan: &'w Plan<'m>,
    side: Side,
    prefix: &'static str,
    wrapper: String,
    says: &'static str,
    imports: &'w mut Imports,
    out: &'w mut Printer,
}

impl Writer<'_, '_> {
    fn class(&mut self, name: &str, parameter: &str) {
        let wrapped = self.side.class(name);
        let module = match self.side {
            Side::Sync => "._sync",
            Side::Async => "._async",
        };
        let kind = self.imports.typed(module, &wrapped);
        self.out.raw("\n\n");
        self.out.line(format!("class {}{wrapped}:", self.prefix));
        self.out.indent();
        self.out.docstring(&[format!(
            "The operations of `{wrapped}`, which {}.",
            self.says
        )]);
        self.out.blank(1);
        self.out
            .line(format!("def __init__(self, {parameter}: {kind}) -> None:"));
        self.out.indent();
    }

    fn line(&mut self, name: &str, owner: &str, operation: &Operation<'_>) {
        self.imports.local("._runtime.raw", &self.wrapper);
        if operation.deprecated.is_none() {
            let method = format!("{owner}.{name}").into();
            let value = call(self.wrapper.clone(), vec![method]);
            self.out.statement(&format!("self.{name} = "), &value, "");
            return;
        }
        // To name a deprecated method is to use it, as type checkers see it.
        let output = match operation.output {
            Some(id) => {
                let module = self.imports.typed(".", "models");
                format!("{module}.{}", self.plan.class_name(id))
            }
            None => "None".to_owned(),
        };
        let class = match (self.prefix, self.side) {
            ("Raw", _) => "RawResponse",
            (_, Side::Sync) => "Streamed",
            (_, Side::Async) => "AsyncStreamed",
        };
        let class = self.imports.local("._runtime.raw", class);
        let mut returned = format!("{class}[{output}]");
        if self.prefix == "Raw" && self.side == Side::Async {
            let awaitable = self.imports.standard("collections.abc", "Awaitable");
            returned = format!("{awaitable}[{returned}]");
        }
        let callable = self.imports.standard("collections.abc", "Callable");
        let named = self.imports.local("._runtime.raw", "named");
        let found = call(named, vec![owner.to_owned().into(), py_string(name).into()]);
        let kind = Doc::from(format!("{callable}[..., {returned}]"));
        let value = call(self.wrapper.clone(), vec![found]);
        self.out
            .annotated(&format!("self.{name}"), &kind, Some(&value));
    }

    fn client(&mut self) {
        let plan = self.plan;
        self.class(&plan.client, "client");
        let whole: Vec<&Operation<'_>> = plan
            .operations
            .iter()
            .filter(|operation| operation.events.is_none())
            .collect();
        for operation in &whole {
            self.line(&operation.method, "client", operation);
        }
        let properties = children(plan, None);
        self.children(&properties, "client");
        if whole.is_empty() && properties.is_empty() {
            self.out.line("self._client = client");
        }
        self.out.dedent();
        self.out.dedent();
    }

    fn children(&mut self, properties: &[&Resource], owner: &str) {
        for child in properties {
            let class = format!("{}{}", self.prefix, self.side.class(&child.class));
            self.out.statement(
                &format!("self.{} = ", child.property),
                &call(class, vec![format!("{owner}.{}", child.property).into()]),
                "",
            );
        }
    }

    fn resource(&mut self, at: usize, resource: &Resource) {
        let plan = self.plan;
        self.class(&resource.class, "resource");
        let mut any = false;
        for method in &resource.methods {
            let flat = |operation: &&Operation<'_>| operation.method == method.flat;
            let operation = plan.operations.iter().find(flat);
            if let Some(operation) = operation.filter(|operation| operation.events.is_none()) {
                any = true;
                self.line(&method.name, "resource", operation);
            }
        }
        let properties = children(plan, Some(at));
        self.children(&properties, "resource");
        if !any && properties.is_empty() {
            self.out.line("self._resource = resource");
        }
        self.out.dedent();
        self.out.dedent();
    }
}
