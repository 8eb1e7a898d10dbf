//! `SigV4Traits`: a service has one name in ARNs and in signatures.

use crate::check::Context;
use crate::diag::{Code, Diagnostics};
use crate::knowledge::aws::AwsService;
use crate::name::{ShapeType, known};
use crate::text::Span;

const DIFFERENT: Code = Code::warning("signing-name", "SigV4Traits");

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for service in context.of_type(ShapeType::Service) {
        let mut names: Vec<(&str, String, Span)> = Vec::new();
        if let Some(aws) = AwsService::of(service) {
            let node = aws.applied.value.get("arnNamespace");
            let span = node.map_or(aws.applied.span, |node| node.span);
            names.push(("the ARN namespace", aws.arn_namespace.into_owned(), span));
        }
        for (id, what) in [
            (known::AWS_SIGV4, "the name in `@sigv4`"),
            (known::AWS_SIGV4A, "the name in `@sigv4a`"),
        ] {
            if let Some(node) = service.trait_value(id).and_then(|value| value.get("name")) {
                names.push((
                    what,
                    node.as_str().unwrap_or_default().to_owned(),
                    node.span,
                ));
            }
        }
        for (at, (what, name, span)) in names.iter().enumerate() {
            for (other, differs, there) in names.iter().skip(at + 1) {
                if name == differs {
                    continue;
                }
                out.push(
                    DIFFERENT
                        .at(
                            service.name_span,
                            format!("{what} is `{name}`, but {other} is `{differs}`"),
                        )
                        .shape(service.id)
                        .here("has two names")
                        .label(*span, format!("`{name}`"))
                        .label(*there, format!("`{differs}`"))
                        .note("policies and signatures name a service alike")
                        .help("write the same name in both places"),
                );
            }
        }
    }
}
