//! `RuleSetAuthSchemes`: the property `authSchemes` of endpoints holds what the authentication
//! schemes that it names expect.
//!
//! (Specification: "Rules engine", endpoint `authSchemes` list property; "AWS rules engine",
//! authentication scheme validators.)

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::Context;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Shape;
use crate::rules::{Body, Endpoint, Expression, Kind};
use crate::text::Span;

use super::opening;

const SHAPE: Code = Code::error("auth-schemes-form", "RuleSetAuthSchemes");
const NAME: Code = Code::error("auth-scheme-name", "RuleSetAuthSchemes");
const DUPLICATE: Code = Code::error("auth-scheme-duplicate", "RuleSetAuthSchemes");
const PROPERTY: Code = Code::error("auth-scheme-property", "RuleSetAuthSchemes");
const UNKNOWN: Code = Code::warning("auth-scheme-unknown", "RuleSetAuthSchemes");
const UNSETTLED: Code = Code::danger("auth-scheme-unsettled", "RuleSetAuthSchemes");

/// What `sigv4` may have.
const SIGV4: &[&str] = &[
    "name",
    "signingName",
    "signingRegion",
    "disableDoubleEncoding",
    "disableNormalizePath",
];

/// What `sigv4a` may have.
const SIGV4A: &[&str] = &[
    "name",
    "signingName",
    "signingRegionSet",
    "disableDoubleEncoding",
    "disableNormalizePath",
];

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for rules in context.endpoint_rules() {
        let tree = rules.sound_rule_set();
        let results = rules.sound_bdd().map(|bdd| &*bdd.results);
        let in_tree = tree.into_iter().flat_map(|tree| tree.all_rules());
        for rule in in_tree.chain(results.unwrap_or_default()) {
            if let Body::Endpoint(endpoint) = &rule.body {
                Visitor {
                    service: rules.service,
                    out,
                }
                .endpoint(endpoint);
            }
        }
    }
}

type Fields<'r, 'm> = &'r [(&'m str, Expression<'m>)];

struct Visitor<'o, 's> {
    service: &'s Shape,
    out: &'o mut Diagnostics,
}

impl Visitor<'_, '_> {
    fn push(&mut self, report: Diagnostic) {
        self.out.push(report.shape(self.service.id));
    }

    fn endpoint(&mut self, endpoint: &Endpoint<'_>) {
        let Some(schemes) = get(&endpoint.properties, "authSchemes") else {
            return;
        };
        let Kind::Tuple(entries) = &schemes.kind else {
            let report = SHAPE
                .at(schemes.span, "`authSchemes` must be a list")
                .here(describe(schemes));
            self.push(report);
            return;
        };
        let mut names: FxHashMap<&str, Span> = FxHashMap::default();
        let mut repeated = FxHashSet::default();
        for entry in entries {
            let Kind::Record(fields) = &entry.kind else {
                let report = SHAPE
                    .at(entry.span, "an entry of `authSchemes` must be an object")
                    .here(describe(entry))
                    .event_at(schemes.span);
                self.push(report);
                continue;
            };
            let Some(name) = self.name(entry, fields) else {
                continue;
            };
            let first = *names.entry(name).or_insert(entry.span);
            if first != entry.span && repeated.insert(name) {
                let report = DUPLICATE
                    .at(
                        opening(entry.span),
                        format!("`authSchemes` has the scheme `{name}` more than once"),
                    )
                    .here("named again here")
                    .label(opening(first), "named first here")
                    .event_at(schemes.span)
                    .note("clients could not tell which of them applies");
                self.push(report);
            }
            self.scheme(name, entry, fields);
        }
    }

    /// The name of a scheme, if it is a fixed text.
    fn name<'r>(&mut self, entry: &Expression<'_>, fields: Fields<'r, '_>) -> Option<&'r str> {
        let name = get(fields, "name");
        let Some(template) = name.and_then(Expression::as_text) else {
            let report = NAME
                .at(
                    name.map_or(opening(entry.span), |name| name.span),
                    "an entry of `authSchemes` must have a `name` that is a string",
                )
                .here(match name {
                    Some(name) => describe(name),
                    None => "has no `name`",
                })
                .event_at(entry.span);
            self.push(report);
            return None;
        };
        template.is_static().then_some(template.text)
    }

    fn scheme(&mut self, name: &str, entry: &Expression<'_>, fields: Fields<'_, '_>) {
        match name {
            "sigv4" => {
                self.known_properties(name, entry, fields, SIGV4);
                self.signing(fields);
                if let Some(region) = get(fields, "signingRegion") {
                    self.text("signingRegion", region);
                }
            }
            "sigv4a" => {
                self.known_properties(name, entry, fields, SIGV4A);
                self.regions(entry, fields);
                self.signing(fields);
            }
            _ if name.starts_with("sigv4-") => {
                self.signing_name(entry, fields);
                let report = UNSETTLED
                    .at(
                        opening(entry.span),
                        format!("what the auth scheme `{name}` needs may still change"),
                    )
                    .here("a variant of `sigv4`")
                    .help("suppress `RuleSetAuthSchemes` once its clients are known to agree");
                self.push(report);
            }
            _ if name.starts_with("beta-") => self.signing_name(entry, fields),
            _ => {
                let report = UNKNOWN
                    .at(
                        get(fields, "name").map_or(entry.span, |name| name.span),
                        format!("the auth scheme `{name}` is not known, so that its properties are not checked"),
                    )
                    .here("not known")
                    .event_at(self.service.span);
                self.push(report);
            }
        }
    }

    fn known_properties(
        &mut self,
        scheme: &str,
        entry: &Expression<'_>,
        fields: Fields<'_, '_>,
        known: &[&str],
    ) {
        for (name, value) in fields {
            if known.contains(name) {
                continue;
            }
            let report = PROPERTY
                .at(
                    value.span,
                    format!("the auth scheme `{scheme}` cannot have the property `{name}`"),
                )
                .here("unknown property")
                .event_at(entry.span)
                .help(format!("its properties are `{}`", known.join("`, `")));
            self.push(report);
        }
    }

    /// What `sigv4` and `sigv4a` have in common, all of it optional.
    fn signing(&mut self, fields: Fields<'_, '_>) {
        if let Some(name) = get(fields, "signingName") {
            self.text("signingName", name);
        }
        for key in ["disableDoubleEncoding", "disableNormalizePath"] {
            if let Some(value) = get(fields, key)
                && !matches!(value.kind, Kind::Boolean(_))
            {
                self.wrong(key, value, "a boolean");
            }
        }
    }

    fn signing_name(&mut self, entry: &Expression<'_>, fields: Fields<'_, '_>) {
        match get(fields, "signingName") {
            Some(name) => self.text("signingName", name),
            None => self.missing("signingName", entry),
        }
    }

    fn regions(&mut self, entry: &Expression<'_>, fields: Fields<'_, '_>) {
        const SET: &str = "signingRegionSet";
        let Some(set) = get(fields, SET) else {
            self.missing(SET, entry);
            return;
        };
        let Kind::Tuple(regions) = &set.kind else {
            self.wrong(SET, set, "a list of strings");
            return;
        };
        if regions.is_empty() {
            let report = PROPERTY
                .at(set.span, "`signingRegionSet` must name a region")
                .here("empty")
                .help("write `*` for all regions");
            self.push(report);
        }
        for region in regions {
            self.text("an entry of signingRegionSet", region);
        }
    }

    fn text(&mut self, key: &str, value: &Expression<'_>) {
        if value.as_text().is_none() {
            self.wrong(key, value, "a string");
        }
    }

    fn missing(&mut self, key: &str, entry: &Expression<'_>) {
        let report = PROPERTY
            .at(
                opening(entry.span),
                format!("the auth scheme lacks the property `{key}`"),
            )
            .here(format!("needs `{key}`"))
            .help(format!("add `{key}` to this entry of `authSchemes`"));
        self.push(report);
    }

    fn wrong(&mut self, key: &str, value: &Expression<'_>, expected: &str) {
        let key = match key.strip_prefix("an entry of ") {
            Some(list) => format!("an entry of `{list}`"),
            None => format!("`{key}`"),
        };
        let report = PROPERTY
            .at(
                value.span,
                format!("{key} must be {expected}, but it is {}", describe(value)),
            )
            .here(format!("expected {expected}"));
        self.push(report);
    }
}

fn get<'r, 'm>(fields: Fields<'r, 'm>, key: &str) -> Option<&'r Expression<'m>> {
    fields
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, value)| value)
}

fn describe(literal: &Expression<'_>) -> &'static str {
    match literal.kind {
        Kind::Boolean(_) => "a boolean",
        Kind::Integer(_) => "a number",
        Kind::Text(_) => "a string",
        Kind::Tuple(_) => "a list",
        Kind::Record(_) => "an object",
        _ => "something else",
    }
}
