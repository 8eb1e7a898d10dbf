//! Where a service of AWS is: the endpoint of each region, which its rule set yields.
//!
//! The rules are evaluated here, once for each partition and variant, with a region that no rule
//! knows by name; what comes out is a pattern for all regions of the partition. Regions that rules do
//! know by name are evaluated too, and kept where they differ. Parameters that only single operations
//! have are not set. (Specification: "Rules engine", "AWS built-ins".)

use crate::name::known;
use crate::node::{Entry, Node, Object, Value};
use crate::rules::{Bdd, Budget, Expectation, Outcome, Parameter, Regions, RuleSet, TestCase};
use crate::text::Span;

use super::Plan;

/// The endpoints of one partition.
#[derive(Debug)]
pub struct PartitionEndpoints {
    /// A regular expression that the names of its regions match.
    pub pattern: String,
    /// Those of regions without rules of their own.
    pub usual: Variants,
    /// Those of other regions, by name.
    pub others: Vec<(String, Variants)>,
}

/// The endpoints of one region: the usual one, with IPv6, by the rules of FIPS, and both.
pub type Variants = [Option<FoundEndpoint>; 4];

/// An endpoint; `{region}` in it stands for the region.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundEndpoint {
    /// The URL.
    pub url: String,
    /// The region to sign for, where it is not the region itself.
    pub signing_region: Option<String>,
}

/// A region that no rule knows by name.
const PROBE: &str = "probe-9";
const PLACE: &str = "{region}";

/// What yields endpoints.
enum Rules<'m> {
    Set(RuleSet<'m>),
    Diagram(Bdd<'m>),
    /// The prefix of host names, where there are no rules.
    Prefix(&'m str),
}

impl Plan<'_> {
    /// Whether the model tells where the service is.
    pub fn has_endpoints(&self) -> bool {
        self.signs_for_aws() && self.rules().is_some()
    }

    /// The endpoints of each partition; empty where the model does not tell them.
    pub fn endpoints(&self) -> Vec<PartitionEndpoints> {
        let Some((rules, names)) = self.rules().filter(|_| self.signs_for_aws()) else {
            return Vec::new();
        };
        let mut budget = Budget::new(Budget::SERVICE);
        let span = self.service.name_span;
        Regions::all()
            .filter_map(|regions| {
                let prefix = regions.prefixes.first()?;
                let probe = format!("{prefix}-{PROBE}");
                let usual = rules.variants(&probe, regions, &mut budget, span);
                let mut known: Vec<&str> = regions.others.to_vec();
                known.extend(names.iter().copied().filter(|name| regions.hold(name)));
                known.sort_unstable();
                known.dedup();
                let others = known
                    .into_iter()
                    .map(|name| {
                        (
                            name.to_owned(),
                            rules.variants(name, regions, &mut budget, span),
                        )
                    })
                    .filter(|(name, variants)| !same(variants, &usual, name))
                    .collect();
                let mut pattern = format!("(?:{})-[a-z0-9]+-[0-9]+", regions.prefixes.join("|"));
                for other in regions.others {
                    pattern.push('|');
                    pattern.push_str(other);
                }
                Some(PartitionEndpoints {
                    pattern,
                    usual,
                    others,
                })
            })
            .collect()
    }

    /// What yields endpoints, and the names that it knows regions by.
    fn rules(&self) -> Option<(Rules<'_>, Vec<&str>)> {
        let mut names = Vec::new();
        if let Some(node) = self.service.trait_value(known::ENDPOINT_RULE_SET) {
            let (set, found) = RuleSet::read(node);
            if found.is_empty() {
                texts(node, &mut names);
                return Some((Rules::Set(set), names));
            }
        }
        if let Some(node) = self.service.trait_value(known::ENDPOINT_BDD) {
            let (diagram, found) = Bdd::read(node);
            if found.is_empty() {
                texts(node, &mut names);
                return Some((Rules::Diagram(diagram), names));
            }
        }
        let service = self.service.trait_value(known::AWS_SERVICE)?;
        let prefix = service.get_str("endpointPrefix")?;
        Some((Rules::Prefix(prefix), names))
    }
}

/// All texts in a node. Nodes were read within the limit of nesting.
fn texts<'n>(node: &'n Node, out: &mut Vec<&'n str>) {
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        match &node.value {
            Value::String(text) => out.push(text),
            Value::Array(elements) => waiting.extend(elements),
            Value::Object(object) => waiting.extend(object.entries.iter().map(|e| &e.value)),
            _ => {}
        }
    }
}

impl Rules<'_> {
    fn variants(
        &self,
        region: &str,
        regions: Regions,
        budget: &mut Budget,
        span: Span,
    ) -> Variants {
        [(false, false), (false, true), (true, false), (true, true)]
            .map(|variant| self.endpoint(region, variant, regions, budget, span))
    }

    fn endpoint(
        &self,
        region: &str,
        (fips, dual): (bool, bool),
        regions: Regions,
        budget: &mut Budget,
        span: Span,
    ) -> Option<FoundEndpoint> {
        let parameters = match self {
            Self::Set(set) => &set.parameters,
            Self::Diagram(diagram) => &diagram.parameters,
            Self::Prefix(prefix) => {
                let fips = if fips { "-fips" } else { "" };
                let suffix = if dual {
                    regions.dual_stack_dns_suffix
                } else {
                    regions.dns_suffix
                };
                let url = format!("https://{prefix}{fips}.{PLACE}.{suffix}");
                return Some(FoundEndpoint {
                    url,
                    signing_region: None,
                });
            }
        };
        let object = given(parameters, region, (fips, dual), span);
        let case = TestCase {
            span,
            documentation: None,
            params: Some(&object),
            inputs: Vec::new(),
            expect: Expectation::Nothing(span),
        };
        match self {
            Self::Set(set) => found(set.evaluate(&case, budget).ok()?, region),
            Self::Diagram(diagram) => found(diagram.evaluate(&case, budget).ok()?, region),
            Self::Prefix(_) => None,
        }
    }
}

/// Whether two answers are the same for a region.
fn same(one: &Variants, other: &Variants, region: &str) -> bool {
    let resolved = |found: &Option<FoundEndpoint>| {
        let found = found.as_ref()?;
        let signing = found.signing_region.as_deref().unwrap_or(region).to_owned();
        Some((found.url.replace(PLACE, region), signing))
    };
    one.iter().map(resolved).eq(other.iter().map(resolved))
}

fn found(outcome: Outcome<'_>, region: &str) -> Option<FoundEndpoint> {
    let (url, signing) = outcome.endpoint()?;
    Some(FoundEndpoint {
        url: url.replace(region, PLACE),
        signing_region: signing.filter(|name| *name != region).map(str::to_owned),
    })
}

/// The parameters that a client has without an operation.
fn given(
    parameters: &[Parameter<'_>],
    region: &str,
    (fips, dual): (bool, bool),
    span: Span,
) -> Object {
    let mut object = Object::default();
    for parameter in parameters {
        let value = match parameter.built_in.map(|(name, _)| name) {
            Some("AWS::Region") => Value::String(region.into()),
            Some("AWS::UseFIPS") => Value::Boolean(fips),
            Some("AWS::UseDualStack") => Value::Boolean(dual),
            _ => continue,
        };
        object.entries.push(Entry {
            key: parameter.name.into(),
            key_span: span,
            value: Node::new(value, span),
        });
    }
    object
}
