//! Writes `auth.py`: what a caller may be known by, and how to hand requests to others.

use super::super::plan::Plan;
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
