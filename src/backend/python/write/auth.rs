//! Writes `auth.py`: what a caller may be known by, and how to hand requests to others.

use std::fmt::Write;

use super::super::plan::{AuthScheme, Plan};
use super::imports::{from_import, sort_key};
use super::module;

/// The names that the module has, each with where it comes from, in the order of imports.
fn exports(plan: &Plan<'_>) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut general = vec!["ApiKey", "Auth", "BearerToken", "Identity"];
    if plan.has_logins() {
        general.push("Login");
    }
    let mut found = vec![("._runtime.auth", general)];
    if plan.signs_for_aws() {
        found.push(("._runtime.aws_credentials", vec!["AwsCredentials"]));
        found.push(("._runtime.presign", vec!["presign"]));
    }
    found
}

/// The text of `auth.py`.
pub fn auth(plan: &Plan<'_>) -> String {
    let docs = format!(
        "Who calls {}: what the settings `auth` and `credentials` take.",
        plan.service_name
    );
    let mut out = module(plan, &[docs]);
    let mut all: Vec<&str> = Vec::new();
    for (home, mut names) in exports(plan) {
        names.sort_unstable_by_key(|name| sort_key(name));
        from_import(home, &names, &mut out);
        all.extend(names);
    }
    out.blank(1);
    all.sort_unstable();
    out.line("__all__ = [");
    for name in all {
        out.line(format!("    \"{name}\","));
    }
    out.line("]");
    out.finish()
}

/// What the README says about authentication, where the model says something.
pub fn readme(plan: &Plan<'_>, out: &mut String) {
    let schemes = plan.auth_schemes();
    let mut ways: Vec<String> = Vec::new();
    for scheme in &schemes {
        let way = way(plan, scheme);
        if !way.is_empty() && !ways.contains(&way) {
            ways.push(way);
        }
    }
    if ways.is_empty() {
        return;
    }
    out.push_str("\n## Authentication\n\n");
    for way in ways {
        let _ = writeln!(out, "- {way}");
    }
    out.push_str(IN_GENERAL);
    if plan.signs_for_aws() {
        out.push_str(PRESIGN);
    }
}

/// One way to prove who calls.
fn way(plan: &Plan<'_>, scheme: &AuthScheme) -> String {
    let variable = format!("`{}_API_KEY`", plan.environment());
    match scheme {
        AuthScheme::Bearer => {
            format!("Bearer token: `api_key=`, or {variable} in the environment.")
        }
        AuthScheme::ApiKey { .. } => {
            format!("API key: `api_key=`, or {variable} in the environment.")
        }
        AuthScheme::Basic => "Basic: `username=` and `password=`, or a ready-made token as \
                              `api_key=`."
            .to_owned(),
        AuthScheme::Digest => "Digest: `username=` and `password=`.".to_owned(),
        AuthScheme::SigV4 { .. } => "AWS Signature Version 4: \
             `credentials=AwsCredentials(access_key_id, secret_access_key)`\n  and `region=`; else \
             the variables `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`\n  and \
             `AWS_REGION`; else `profile=` or `AWS_PROFILE` in `~/.aws`. Other sources, such as \
             those of\n  boto3, are callables: \
             `credentials=boto3.Session().get_credentials().get_frozen_credentials`."
            .to_owned(),
        AuthScheme::Nothing => String::new(),
        AuthScheme::Other(id) => format!(
            "`{id}`: `auth={{\"{id}\": signer}}`, where `signer.sign(request)` changes the request."
        ),
    }
}

const IN_GENERAL: &str = r"
A secret may be a callable, which is called for each request; `AsyncClient` awaits what it returns.
Where an operation has several ways, the first goes that has what it needs, and what was given in code
goes before what the environment has. `auth=` takes identities of the module `auth`, or an object that
signs on its own; `auth=[]` signs nothing. A call that lacks credentials fails before anything is sent.
";

const PRESIGN: &str = r"
`auth.presign(client.operation)(…)` returns a signed URL in place of sending the request; it is good
for an hour, that of `auth.presign.lasting(60)` for a minute.
";
