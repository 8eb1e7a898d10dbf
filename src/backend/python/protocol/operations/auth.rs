//! The authentication schemes of operations: tuples of constants and values of the runtime.
//!
//! An operation without the argument is one of a service whose model says nothing about
//! authentication. A tuple that several operations have is written once.

use super::super::super::literals::py_string;
use super::super::super::plan::{AuthScheme, Operation, Plan, Signed};
use super::super::super::printer::{Doc, call, tuple};
use super::Writer;

const AUTH: &str = "._runtime.auth";
const AUTH_HTTP: &str = "._runtime.auth_http";
const AWS_AUTH: &str = "._runtime.aws_auth";
const DIGEST: &str = "._runtime.digest";
const EVENT_SIGNING: &str = "._runtime.event_signing";
const S3_AUTH: &str = "._runtime.s3_auth";

/// What operations have, each once.
pub(super) fn combinations(plan: &Plan<'_>) -> Vec<Vec<AuthScheme>> {
    let mut found: Vec<Vec<AuthScheme>> = Vec::new();
    for operation in &plan.operations {
        let schemes = plan.auth(operation).unwrap_or_default();
        if !schemes.is_empty() && !found.contains(&schemes) {
            found.push(schemes);
        }
    }
    found
}

/// The names of the constants, without the underscore before them and in lower case.
pub(super) fn stems(combinations: &[Vec<AuthScheme>]) -> impl Iterator<Item = String> {
    (0..combinations.len()).map(|at| constant(at).trim_start_matches('_').to_ascii_lowercase())
}

impl Writer<'_, '_, '_> {
    /// Writes the constants that operations refer to.
    pub(super) fn auth_constants(&mut self) {
        if !self.auth.is_empty() {
            self.out.raw("\n");
        }
        for (at, schemes) in self.auth.clone().iter().enumerate() {
            let items = schemes.iter().map(|scheme| self.scheme(scheme)).collect();
            let head = format!("{} = ", constant(at));
            self.out.statement(&head, &tuple(items), "");
        }
    }

    /// The argument of an operation, where it has one.
    pub(super) fn auth_argument(&self, operation: &Operation<'_>) -> Option<Doc> {
        let schemes = self.plan.auth(operation)?;
        let at = self.auth.iter().position(|known| *known == schemes);
        Some(match at {
            Some(at) => format!("auth={}", constant(at)).into(),
            None => "auth=()".into(),
        })
    }

    fn scheme(&mut self, scheme: &AuthScheme) -> Doc {
        match scheme {
            AuthScheme::Bearer => self.imports.local(AUTH, "BEARER").into(),
            AuthScheme::Basic => self.imports.local(AUTH_HTTP, "BASIC").into(),
            AuthScheme::Digest => self.imports.local(DIGEST, "DIGEST").into(),
            AuthScheme::Nothing => self.imports.local(AUTH, "NO_AUTH").into(),
            AuthScheme::Other(id) => {
                let class = self.imports.local(AUTH, "OtherScheme");
                call(class, vec![py_string(&id.to_string()).into()])
            }
            AuthScheme::ApiKey {
                name,
                query,
                scheme,
            } => {
                let class = self.imports.local(AUTH_HTTP, "ApiKeyScheme");
                let mut arguments: Vec<Doc> = vec![py_string(name).into()];
                if *query {
                    arguments.push("query=True".into());
                }
                if let Some(scheme) = scheme {
                    arguments.push(format!("scheme={}", py_string(scheme)).into());
                }
                call(class, arguments)
            }
            AuthScheme::SigV4 {
                service,
                kind,
                unsigned,
            } => {
                let (module, name) = match kind {
                    Signed::Request => (AWS_AUTH, "SigV4"),
                    Signed::S3 => (S3_AUTH, "S3SigV4"),
                    Signed::Events => (EVENT_SIGNING, "EventSigV4"),
                };
                let class = self.imports.local(module, name);
                let mut arguments: Vec<Doc> = vec![py_string(service).into()];
                if *unsigned {
                    arguments.push("unsigned_payload=True".into());
                }
                call(class, arguments)
            }
        }
    }
}

/// The name of a constant.
fn constant(at: usize) -> String {
    match at {
        0 => "_AUTH".to_owned(),
        at => format!("_AUTH_{}", at + 1),
    }
}
