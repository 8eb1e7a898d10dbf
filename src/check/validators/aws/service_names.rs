//! The names in `aws.api#service`: `CloudWatchNamespace`, `EventSource` and `SdkServiceId`.

use crate::check::Context;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::knowledge::aws::AwsService;
use crate::model::Shape;
use crate::name::{ShapeType, known};

const METRICS: Code = Code::danger("metric-namespace", "CloudWatchNamespace");
const EVENT_SOURCE: Code = Code::warning("event-source", "EventSource");
const SDK_ID: Code = Code::danger("sdk-id", "SdkServiceId");

/// What metric namespaces begin with.
const METRIC_PREFIX: &str = "AWS/";

/// Services whose events are known by another name than that of their ARNs.
const OTHER_SOURCES: &[(&str, &str)] = &[("cloudwatch.amazonaws.com", "monitoring.amazonaws.com")];

/// Names that were given away before there was a rule.
const OLD_SDK_IDS: &[&str] = &[
    "ACM PCA",
    "ApiGatewayManagementApi",
    "Config Service",
    "Cost and Usage Report Service",
    "Application Discovery Service",
    "Database Migration Service",
    "Directory Service",
    "Elasticsearch Service",
    "IoT 1Click Devices Service",
    "IoTAnalytics",
    "Lex Model Building Service",
    "Lex Runtime Service",
    "Marketplace Entitlement Service",
    "mq",
    "Resource Groups Tagging API",
];

/// Names of the company, which say nothing about one of its services.
const COMPANY_NAMES: [&str; 3] = ["AWS", "Aws", "Amazon"];

/// Endings that every service could have.
const EMPTY_ENDINGS: [&str; 3] = ["service", "client", "api"];

const LONGEST_SDK_ID: usize = 50;

pub(in crate::check::validators) fn run(context: &Context<'_>, out: &mut Diagnostics) {
    for (subject, _) in context.applied(known::AWS_SERVICE) {
        let service = subject.container();
        if service.shape_type != ShapeType::Service {
            continue;
        }
        if let Some(aws) = AwsService::of(service) {
            out.extend(metrics(service, &aws));
            out.extend(event_source(service, &aws));
            out.extend(sdk_id(service, &aws));
        }
    }
}

/// A report on a property of the trait, or on the trait where it is missing.
fn at(
    code: Code,
    service: &Shape,
    aws: &AwsService<'_>,
    property: &str,
    text: String,
) -> Diagnostic {
    let property = aws.applied.value.get(property);
    code.at(property.map_or(aws.applied.span, |node| node.span), text)
        .event_at(aws.applied.span)
        .shape(service.id)
        .here("written here")
}

fn metrics(service: &Shape, aws: &AwsService<'_>) -> Option<Diagnostic> {
    let namespace = aws.cloud_watch_namespace?;
    let name = namespace.replace(METRIC_PREFIX, "");
    let is_pascal = name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|one| one.is_ascii_alphanumeric());
    let has_prefix = namespace.starts_with(METRIC_PREFIX);
    if has_prefix && is_pascal {
        return None;
    }
    let text = format!("the namespace of metrics `{namespace}` is unlike that of other services");
    let mut report = at(METRICS, service, aws, "cloudWatchNamespace", text)
        .note("the convention is `AWS/` and the name of the service in Pascal case: `AWS/Lambda`");
    if !has_prefix {
        report = report.help(format!("begin it with `{METRIC_PREFIX}`"));
    }
    if !is_pascal {
        report = report.help(format!("write `{name}` in Pascal case"));
    }
    Some(report)
}

fn event_source(service: &Shape, aws: &AwsService<'_>) -> Option<Diagnostic> {
    let source = aws.cloud_trail_event_source?;
    let expected = format!("{}.amazonaws.com", aws.arn_namespace);
    let exception = OTHER_SOURCES.iter().find(|(usual, _)| *usual == expected);
    if exception.is_some_and(|(_, other)| *other == source) {
        return None;
    }
    let text = if source.contains("REPLACE") || source.to_uppercase() == source {
        format!("the event source of CloudTrail is still a placeholder, `{source}`")
    } else if source != expected {
        format!("the event source of CloudTrail is `{source}`, where `{expected}` is expected")
    } else {
        return None;
    };
    Some(
        at(EVENT_SOURCE, service, aws, "cloudTrailEventSource", text)
            .note(format!(
                "the ARNs of the service hold `{}`, and its events are expected to come from the same name",
                aws.arn_namespace
            ))
            .help(format!("write `\"{expected}\"`, or leave the property out")),
    )
}

fn sdk_id(service: &Shape, aws: &AwsService<'_>) -> Option<Diagnostic> {
    let id = aws.sdk_id;
    if OLD_SDK_IDS.contains(&id) {
        return None;
    }
    let mut notes: Vec<String> = Vec::new();
    if !is_words(id) {
        notes.push("an SDK ID begins with a letter, and consists of words of letters and digits with one space between".to_owned());
    }
    if let Some(name) = COMPANY_NAMES.iter().find(|name| id.contains(*name)) {
        notes.push(format!(
            "an SDK ID does not hold `{name}`, which would fit every service"
        ));
    }
    let lower = id.to_lowercase();
    if let Some(ending) = EMPTY_ENDINGS.iter().find(|end| lower.ends_with(*end)) {
        notes.push(format!(
            "an SDK ID does not end with `{ending}`, which would fit every service"
        ));
    }
    if id.is_empty() || id.encode_utf16().count() > LONGEST_SDK_ID {
        notes.push(format!(
            "an SDK ID has between 1 and {LONGEST_SDK_ID} characters"
        ));
    }
    if notes.is_empty() {
        return None;
    }
    let text = format!("`{id}` makes a poor SDK ID");
    let report = at(SDK_ID, service, aws, "sdkId", text);
    Some(notes.into_iter().fold(report, Diagnostic::note))
}

fn is_words(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .split(' ')
            .all(|word| !word.is_empty() && word.chars().all(|one| one.is_ascii_alphanumeric()))
}
