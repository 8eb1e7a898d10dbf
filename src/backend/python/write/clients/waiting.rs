//! The methods that wait, and the property that leads to pages.

use super::super::super::docs::Text;
use super::super::super::literals::py_string;
use super::super::super::plan::{Gives, Waiter};
use super::super::super::printer::{Doc, call};
use super::super::models::section;
use super::super::operation_docs::arguments;
use super::super::paginate;
use super::{OPTIONS, Side, Writer};

impl Writer<'_, '_> {
    /// The property `paginate`, where there is something to list.
    pub(super) fn paginate(&mut self) {
        if self.plan.paginated().is_empty() {
            return;
        }
        let class = paginate::class(self.side);
        self.imports.typed("._paginate", class);
        self.out.blank(1);
        self.out.line("@property");
        self.out.line(format!("def paginate(self) -> {class}:"));
        self.out.indent();
        self.out.docstring(&[
            "The operations that answer in pages, each of which gives all.".to_owned(),
        ]);
        self.out.line(format!("from ._paginate import {class}"));
        self.out.blank(1);
        self.out.line(format!("return {class}(self)"));
        self.out.dedent();
    }

    /// The methods that wait.
    pub(super) fn waiters(&mut self) {
        let plan = self.plan;
        for waiter in &plan.waiters {
            self.out.blank(1);
            self.waiter(waiter);
        }
    }

    fn waiter(&mut self, waiter: &Waiter<'_>) {
        let plan = self.plan;
        let Some(operation) = plan.operations.get(waiter.operation) else {
            return;
        };
        let input = operation.input.map(|id| self.model(id));
        let returns: Doc = match (waiter.gives, operation.output) {
            (Gives::Output, Some(id)) => self.model(id).into(),
            (Gives::Maybe, Some(id)) => format!("{} | None", self.model(id)).into(),
            _ => "None".into(),
        };
        let this: Doc = format!("self: {}", self.api()).into();
        let limit: Doc = format!("{}: {}", waiter.limit, self.builtin("float")).into();
        let options = self.options(operation);
        if let Some(input) = &input
            && !operation.parameters.is_empty()
        {
            self.imports.standard("typing", "overload");
            self.out.line("@overload");
            let mut parameters = vec![
                this.clone(),
                format!("{}: {input}", operation.input_parameter).into(),
            ];
            if operation.positional_input {
                parameters.push("/".into());
            }
            parameters.extend(["*".into(), limit.clone()]);
            parameters.extend(options.iter().cloned());
            self.waiter_head(waiter, &parameters, &returns, true);

            self.out.line("@overload");
            let mut parameters = vec![this.clone(), "/".into(), "*".into()];
            parameters.extend(self.keywords(operation, true));
            parameters.push(limit.clone());
            parameters.extend(options.iter().cloned());
            self.waiter_head(waiter, &parameters, &returns, true);
        }
        let mut parameters = vec![this];
        if let Some(input) = &input {
            parameters.push(super::optional(&operation.input_parameter, input.clone()));
            if operation.positional_input {
                parameters.push("/".into());
            }
        }
        parameters.push("*".into());
        parameters.extend(self.keywords(operation, false));
        parameters.push(limit);
        parameters.extend(options);
        self.waiter_head(waiter, &parameters, &returns, false);
        self.out.indent();
        self.waiter_docs(waiter);
        self.imports.lazy("_waiters");
        let [_, given, members, options] = self.call_arguments(operation);
        let items = vec![
            "self._pipeline".into(),
            given,
            members,
            options,
            waiter.limit.clone().into(),
        ];
        let (give, method) = match (waiter.gives, self.side) {
            (Gives::Nothing, Side::Sync) => ("", "wait"),
            (Gives::Nothing, Side::Async) => ("await ", "wait_async"),
            (_, Side::Sync) => ("return ", "wait"),
            (_, Side::Async) => ("return await ", "wait_async"),
        };
        let callee = format!("_waiters.{}.{method}", waiter.constant);
        self.out.broken(give, &call(callee, items), "");
        self.out.dedent();
    }

    fn waiter_head(&mut self, waiter: &Waiter<'_>, parameters: &[Doc], returns: &Doc, stub: bool) {
        if waiter.deprecated {
            let name = self.imports.local("._runtime.deprecation", "deprecated");
            let text = py_string(&format!("{} is deprecated", waiter.name)).into();
            self.out.statement("@", &call(name, vec![text]), "");
        }
        let head = format!("{}{}(", self.side.def(), waiter.method);
        self.out.split_signature(&head, parameters, returns, stub);
    }

    fn waiter_docs(&mut self, waiter: &Waiter<'_>) {
        let plan = self.plan;
        let Some(operation) = plan.operations.get(waiter.operation) else {
            return;
        };
        let width = self.out.width();
        let fallback = format!("Call `{}` until it is `{}`.", operation.wire, waiter.name);
        let mut lines = match &waiter.docs {
            Some(docs) => docs.docstring(&fallback, width),
            None => vec![fallback],
        };
        let limit = "How many seconds to wait in all, above 0.";
        let options = OPTIONS.map(|(_, _, text)| text);
        let mut entries = arguments(plan, operation, &options);
        // It stands between the members and the options.
        let at = entries.len().saturating_sub(options.len());
        entries.insert(at, (waiter.limit.clone(), Text::plain(limit)));
        section(&mut lines, "Args:", &entries, width);
        let returned = match waiter.gives {
            Gives::Output => "The output that was waited for.",
            Gives::Maybe => "The output that was waited for; `None` where it was an error.",
            Gives::Nothing => "",
        };
        if !returned.is_empty() {
            lines.extend([String::new(), "Returns:".to_owned()]);
            lines.extend(Text::plain(returned).wrap_after("    ", 4, width));
        }
        let raised = [
            ("WaiterFailureError", "If it cannot come about any more."),
            ("WaiterTimeoutError", "If it does not come about in time."),
        ]
        .map(|(name, text)| (name.to_owned(), Text::plain(text)));
        section(&mut lines, "Raises:", &raised, width);
        self.out.docstring(&lines);
    }
}
