//! Writes `_sync.py` and `_async.py`: the clients and their resources, both from one template.

use super::super::docs::Text;
use super::super::literals::py_string;
use super::super::plan::{
    Events, Field, Items, Operation, Parameter, Plan, Presence, Resource, annotation,
};
use super::super::printer::{Doc, Printer, call, chain, generic, row};
use super::super::protocol::ForeignNames;
use super::assemble;
use super::imports::Imports;
use super::models::{BUILTINS, section, value_expression};
use super::operation_docs::operation_docs;
use super::settings::SettingsWriter;

mod waiting;

/// Which of the two clients.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Methods return results.
    Sync,
    /// Methods are coroutines.
    Async,
}

/// What the options of a call are: their types, and what their docstrings say.
const OPTIONS: [(&str, &str, &str); 6] = [
    ("Headers", " | None = None", "Headers to add or replace."),
    (
        "Query",
        " | None = None",
        "Query parameters to add or replace.",
    ),
    ("Body", " | None = None", "Members to add to the JSON body."),
    ("Timeout", " = NOT_GIVEN", "Seconds; `None` for no limit."),
    (
        "int",
        " | None = None",
        "How often to repeat, in place of the client's setting.",
    ),
    (
        "Plugins",
        " | None = None",
        "Callables that may change the settings of this call.",
    ),
];

/// The text of one of the two modules.
pub fn write(plan: &Plan<'_>, side: Side) -> String {
    let own = plan
        .resources
        .iter()
        .map(|resource| side.class(&resource.class))
        .chain([side.class(&plan.client)])
        .collect();
    let hidden_builtins = plan
        .operations
        .iter()
        .any(|operation| BUILTINS.contains(&operation.method.as_str()));
    let mut writer = Writer {
        plan,
        side,
        imports: Imports::new(own),
        out: Printer::new(),
        hidden_builtins,
    };
    writer.client();
    for (at, resource) in plan.resources.iter().enumerate() {
        writer.resource(at, resource);
    }
    let docstring = format!("The {} client of {}.", side.word(), plan.service_name);
    assemble(
        plan,
        &[docstring],
        &writer.imports,
        "",
        &writer.out.finish(),
    )
}

impl Side {
    fn word(self) -> &'static str {
        match self {
            Self::Sync => "synchronous",
            Self::Async => "asynchronous",
        }
    }

    /// The name of a class of this side.
    pub fn class(self, name: &str) -> String {
        match self {
            Self::Sync => name.to_owned(),
            Self::Async => format!("Async{name}"),
        }
    }

    /// The name of a class of the runtime, such as `SyncApi`.
    fn runtime(self, name: &str) -> String {
        match self {
            Self::Sync => format!("Sync{name}"),
            Self::Async => format!("Async{name}"),
        }
    }

    fn def(self) -> &'static str {
        match self {
            Self::Sync => "def ",
            Self::Async => "async def ",
        }
    }

    fn give(self) -> &'static str {
        match self {
            Self::Sync => "return ",
            Self::Async => "return await ",
        }
    }
}

struct Writer<'p, 'm> {
    plan: &'p Plan<'m>,
    side: Side,
    imports: Imports,
    out: Printer,
    hidden_builtins: bool,
}

impl Writer<'_, '_> {
    fn names(&mut self) -> ForeignNames<'_> {
        ForeignNames {
            imports: &mut self.imports,
            literals: true,
            hidden_builtins: self.hidden_builtins,
            stream: match self.side {
                Side::Sync => "StreamInput",
                Side::Async => "AsyncStreamInput",
            },
        }
    }

    fn builtin(&mut self, name: &'static str) -> String {
        use super::super::plan::Names;
        self.names().builtin(name)
    }

    fn operation_name(&mut self, name: &str) -> String {
        self.imports.local("._runtime.operation", name)
    }

    fn api(&mut self) -> String {
        let name = self.side.runtime("Api");
        self.imports.local("._runtime.client", &name)
    }

    fn event_stream(&mut self) -> String {
        let name = self.side.class("EventStream");
        self.imports.local("._runtime.event_stream", &name)
    }

    fn event_class(&mut self, events: &Events) -> String {
        match events.items {
            Items::Union(id) | Items::Structure(id) => self.model(id),
            Items::Plain => self.imports.local("._runtime.sse", "ServerSentEvent"),
        }
    }

    fn pipeline(&mut self) -> String {
        let name = self.side.runtime("Pipeline");
        let module = match self.side {
            Side::Sync => "._runtime.pipeline_sync",
            Side::Async => "._runtime.pipeline_async",
        };
        self.imports.local(module, &name)
    }

    // ---- the client

    fn client(&mut self) {
        let base = self.side.runtime("Client");
        let base = self.imports.local("._runtime.client", &base);
        let name = self.side.class(&self.plan.client);
        self.out.raw("\n\n");
        self.out.line(format!("class {name}({base}):"));
        self.out.indent();
        let properties = children(self.plan, None);
        let described = described(&properties);
        let width = self.out.width();
        let fallback = format!("The service {}.", self.plan.service_name);
        let mut lines = self.plan.docs.docstring(&fallback, width);
        section(&mut lines, "Attributes:", &described, width);
        self.out.docstring(&lines);
        self.out.blank(1);
        self.constructor(&properties);
        self.paginate();
        let plan = self.plan;
        for operation in &plan.operations {
            self.out.blank(1);
            self.operation(operation);
        }
        self.waiters();
        self.out.dedent();
    }

    /// The constructor, what makes clients with other settings, and the views of the client.
    fn constructor(&mut self, properties: &[&Resource]) {
        let pipeline = self.pipeline();
        let side = self.side;
        self.settings().constructor(side, &pipeline);
        if !properties.is_empty() {
            self.out.blank(1);
            self.out
                .line(format!("def _connect(self, pipeline: {pipeline}) -> None:"));
            self.out.indent();
            self.out
                .docstring(&["Send through this pipeline from now on.".to_owned()]);
            self.out.line("super()._connect(pipeline)");
            for resource in properties {
                let class = self.side.class(&resource.class);
                let head = format!("self.{} = ", resource.property);
                self.out
                    .statement(&head, &call(class, vec!["pipeline".into()]), "");
            }
            self.out.dedent();
        }
        self.out.blank(1);
        self.settings().change(side);
        self.views();
    }

    fn settings(&mut self) -> SettingsWriter<'_, '_> {
        SettingsWriter {
            plan: self.plan,
            imports: &mut self.imports,
            hidden_builtins: self.hidden_builtins,
            out: &mut self.out,
        }
    }

    /// The properties that give whole responses.
    fn views(&mut self) {
        let (kept, streamed) = match self.side {
            Side::Sync => ("RawResponse", "STREAMED"),
            Side::Async => ("RawResponse", "ASYNC_STREAMED"),
        };
        let client = self.side.class(&self.plan.client);
        for (view, prefix, shown, says) in [
            (
                "with_raw_response",
                "Raw",
                kept,
                "whole responses, with status and headers",
            ),
            (
                "with_streaming_response",
                "Streamed",
                streamed,
                "responses that are read in pieces",
            ),
        ] {
            let class = self.imports.typed("._raw", &format!("{prefix}{client}"));
            self.out.blank(1);
            self.out.line("@property");
            self.out.line(format!("def {view}(self) -> {class}:"));
            self.out.indent();
            self.out
                .docstring(&[format!("The same operations, which give {says}.")]);
            self.out.line(format!("from ._raw import {class}"));
            self.out.line(format!("from ._runtime.raw import {shown}"));
            self.out.blank(1);
            let sent = call(
                "self._sending",
                vec![format!("self._pipeline.viewed({shown})").into()],
            );
            self.out.statement("return ", &call(class, vec![sent]), "");
            self.out.dedent();
        }
    }

    // ---- operations

    fn operation(&mut self, operation: &Operation<'_>) {
        let input = operation.input.map(|id| self.model(id));
        let returns: Doc = match (&operation.events, operation.output) {
            (Some(events), Some(id)) => {
                let classes = [self.event_class(events), self.model(id)];
                generic(&self.event_stream(), classes, self.out.width())
            }
            (None, Some(id)) => self.model(id).into(),
            (_, None) => "None".into(),
        };
        let api = self.api();
        let this: Doc = format!("self: {api}").into();
        let options = self.options(operation);
        if let Some(input) = &input
            && !operation.parameters.is_empty()
        {
            self.imports.standard("typing", "overload");
            self.out.line("@overload");
            let name = &operation.input_parameter;
            let mut parameters = vec![this.clone(), format!("{name}: {input}").into()];
            if operation.positional_input {
                parameters.push("/".into());
            }
            parameters.push("*".into());
            parameters.extend(options.iter().cloned());
            self.head(operation, &parameters, &returns, true);

            self.out.line("@overload");
            let mut parameters = vec![this.clone(), "/".into(), "*".into()];
            parameters.extend(self.keywords(operation, true));
            parameters.extend(options.iter().cloned());
            self.head(operation, &parameters, &returns, true);
        }
        let mut parameters = vec![this];
        if let Some(input) = &input {
            parameters.push(optional(&operation.input_parameter, input.clone()));
            if operation.positional_input {
                parameters.push("/".into());
            }
        }
        parameters.push("*".into());
        parameters.extend(self.keywords(operation, false));
        parameters.extend(options);
        self.head(operation, &parameters, &returns, false);
        self.out.indent();
        self.operation_docs(operation);
        self.operation_call(operation);
        self.out.dedent();
    }

    fn model(&mut self, id: crate::name::ShapeId) -> String {
        self.imports.lazy("models");
        format!("models.{}", self.plan.class_name(id))
    }

    fn head(&mut self, operation: &Operation<'_>, parameters: &[Doc], returns: &Doc, stub: bool) {
        if let Some(message) = operation.deprecation_message() {
            let name = self.imports.local("._runtime.deprecation", "deprecated");
            let text = py_string(&message).into();
            self.out.statement("@", &call(name, vec![text]), "");
        }
        let def = match operation.events {
            Some(_) => "def ",
            None => self.side.def(),
        };
        let head = format!("{def}{}(", operation.method);
        self.out.split_signature(&head, parameters, returns, stub);
    }

    fn options(&mut self, operation: &Operation<'_>) -> Vec<Doc> {
        operation
            .options
            .iter()
            .zip(OPTIONS)
            .map(|(name, (kind, rest, _))| {
                let kind = if kind == "int" {
                    self.builtin("int")
                } else {
                    self.operation_name(kind)
                };
                if rest.contains("NOT_GIVEN") {
                    self.operation_name("NOT_GIVEN");
                }
                format!("{name}: {kind}{rest}").into()
            })
            .collect()
    }

    /// The members as keywords. In an overload the required ones have no default.
    fn keywords(&mut self, operation: &Operation<'_>, overload: bool) -> Vec<Doc> {
        let Some(id) = operation.input else {
            return Vec::new();
        };
        let plan = self.plan;
        let fields = plan.fields(id);
        operation
            .parameters
            .iter()
            .filter_map(|parameter| {
                let field = fields.get(parameter.field)?;
                Some(self.keyword(parameter, field, overload))
            })
            .collect()
    }

    fn keyword(&mut self, parameter: &Parameter, field: &Field<'_>, overload: bool) -> Doc {
        let plan = self.plan;
        let mut names = self.names();
        let made = annotation(plan, field.member.target.id, &mut names);
        let name = &parameter.name;
        if parameter.required && overload {
            return row([format!("{name}: ").into(), made]);
        }
        if let Presence::Default(value) = &field.presence
            && !is_mutable(value)
        {
            let value = value_expression(value, &mut names);
            return row([format!("{name}: ").into(), made, " = ".into(), value]);
        }
        optional(name, made)
    }

    fn operation_docs(&mut self, operation: &Operation<'_>) {
        let stream = operation.events.as_ref().map(|_| self.event_stream());
        let options = OPTIONS.map(|(_, _, text)| text);
        let lines = operation_docs(
            self.plan,
            operation,
            &options,
            stream.as_deref(),
            self.side,
            self.out.width(),
        );
        self.out.docstring(&lines);
    }

    fn operation_call(&mut self, operation: &Operation<'_>) {
        let [constant, given, members, options] = self.call_arguments(operation);
        if operation.events.is_some() {
            let class = self.event_stream();
            let items = vec!["self._pipeline".into(), constant, given, members, options];
            self.out.broken("return ", &call(class, items), "");
            return;
        }
        let items = vec![constant, given, members, options];
        self.out
            .broken(self.side.give(), &call("self._pipeline.call", items), "");
    }

    /// The operation's constant, its input object, the members and the options.
    fn call_arguments(&mut self, operation: &Operation<'_>) -> [Doc; 4] {
        self.imports.lazy("_operations");
        let given: Doc = if operation.input.is_some() {
            operation.input_parameter.clone().into()
        } else {
            "None".into()
        };
        let plan = self.plan;
        let fields = operation
            .input
            .map_or(&[] as &[Field<'_>], |id| plan.fields(id));
        let mut members: Vec<(usize, Doc)> = operation
            .parameters
            .iter()
            .filter_map(|parameter| {
                let field = fields.get(parameter.field)?;
                let name = &parameter.name;
                let value = match &field.presence {
                    Presence::Default(value) if is_mutable(value) => {
                        let mut names = self.names();
                        let empty = value_expression(value, &mut names).flat();
                        format!("{empty} if {name} is None else {name}")
                    }
                    _ => name.clone(),
                };
                Some((
                    parameter.field,
                    format!("{}: {value}", py_string(name)).into(),
                ))
            })
            .collect();
        members.sort_by_key(|(at, _)| *at);
        let members = Doc::Bracket {
            open: "{".into(),
            items: members.into_iter().map(|(_, entry)| entry).collect(),
            close: "}".into(),
        };
        let options = Doc::Bracket {
            open: "(".into(),
            items: operation.options.iter().cloned().map(Doc::from).collect(),
            close: ")".into(),
        };
        let constant = format!("_operations.{}", operation.constant).into();
        [constant, given, members, options]
    }

    // ---- resources

    fn resource(&mut self, at: usize, resource: &Resource) {
        let api = self.api();
        self.out.raw("\n\n");
        let class = self.side.class(&resource.class);
        self.out.line(format!("class {class}({api}):"));
        self.out.indent();
        let plan = self.plan;
        let children = children(plan, Some(at));
        let width = self.out.width();
        let fallback = format!("The resource `{}`.", resource.property);
        let mut lines = resource.docs.docstring(&fallback, width);
        section(&mut lines, "Attributes:", &described(&children), width);
        self.out.docstring(&lines);
        if !children.is_empty() {
            let pipeline = self.pipeline();
            self.out.blank(1);
            self.out
                .line(format!("def __init__(self, pipeline: {pipeline}) -> None:"));
            self.out.indent();
            self.out
                .docstring(&["Make the resource of a client.".to_owned()]);
            self.out.line("super().__init__(pipeline)");
            for child in &children {
                let class = self.side.class(&child.class);
                let head = format!("self.{} = ", child.property);
                self.out
                    .statement(&head, &call(class, vec!["pipeline".into()]), "");
            }
            self.out.dedent();
        }
        if !resource.methods.is_empty() {
            self.out.blank(1);
        }
        let client = self.side.class(&plan.client);
        for method in &resource.methods {
            let head = format!("{} = ", method.name);
            let value = Doc::from(format!("{client}.{}", method.flat));
            self.out.statement(&head, &value, "");
        }
        self.out.dedent();
    }
}

/// `name: kind | None = None`.
fn optional(name: &str, kind: impl Into<Doc>) -> Doc {
    let kind = chain("|", vec![kind.into(), "None".into()]);
    row([format!("{name}: ").into(), kind, " = None".into()])
}

/// The resources of the client, or of another resource, by property.
pub fn children<'p>(plan: &'p Plan<'_>, parent: Option<usize>) -> Vec<&'p Resource> {
    let mut found: Vec<&Resource> = plan
        .resources
        .iter()
        .filter(|resource| resource.parent == parent)
        .collect();
    found.sort_by(|a, b| a.property.cmp(&b.property));
    found
}

fn described(resources: &[&Resource]) -> Vec<(String, Text)> {
    resources
        .iter()
        .map(|resource| (resource.property.clone(), resource.docs.first_sentence()))
        .collect()
}

/// Whether a default must be made anew for each call.
fn is_mutable(value: &super::super::plan::DefaultValue) -> bool {
    use super::super::plan::DefaultValue;
    matches!(value, DefaultValue::EmptyList | DefaultValue::EmptyDict)
}
