//! The partitions of AWS: which region belongs to which, and what its endpoints look like.
//!
//! Public facts of AWS, kept as data of our own. A region that is not listed is matched by the form
//! of its name; what matches nothing is taken for the first partition, as the specification of
//! `aws.partition` asks.

use std::rc::Rc;

use super::value::Value;

struct Partition {
    id: &'static str,
    dns_suffix: &'static str,
    dual_stack_dns_suffix: &'static str,
    implicit_global_region: &'static str,
    /// What region names begin with; one word and a number follow, each after a hyphen.
    prefixes: &'static [&'static str],
    /// Names that have another form.
    others: &'static [&'static str],
}

// All partitions support FIPS and dual stack.
static PARTITIONS: &[Partition] = &[
    Partition {
        id: "aws",
        dns_suffix: "amazonaws.com",
        dual_stack_dns_suffix: "api.aws",
        implicit_global_region: "us-east-1",
        prefixes: &["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"],
        others: &["aws-global"],
    },
    Partition {
        id: "aws-us-gov",
        dns_suffix: "amazonaws.com",
        dual_stack_dns_suffix: "api.aws",
        implicit_global_region: "us-gov-west-1",
        prefixes: &["us-gov"],
        others: &["aws-us-gov-global"],
    },
    Partition {
        id: "aws-cn",
        dns_suffix: "amazonaws.com.cn",
        dual_stack_dns_suffix: "api.amazonwebservices.com.cn",
        implicit_global_region: "cn-northwest-1",
        prefixes: &["cn"],
        others: &["aws-cn-global"],
    },
    Partition {
        id: "aws-iso",
        dns_suffix: "c2s.ic.gov",
        dual_stack_dns_suffix: "api.aws.ic.gov",
        implicit_global_region: "us-iso-east-1",
        prefixes: &["us-iso"],
        others: &["aws-iso-global"],
    },
    Partition {
        id: "aws-iso-b",
        dns_suffix: "sc2s.sgov.gov",
        dual_stack_dns_suffix: "api.aws.scloud",
        implicit_global_region: "us-isob-east-1",
        prefixes: &["us-isob"],
        others: &["aws-iso-b-global"],
    },
    Partition {
        id: "aws-iso-e",
        dns_suffix: "cloud.adc-e.uk",
        dual_stack_dns_suffix: "api.cloud-aws.adc-e.uk",
        implicit_global_region: "eu-isoe-west-1",
        prefixes: &["eu-isoe"],
        others: &[],
    },
    Partition {
        id: "aws-iso-f",
        dns_suffix: "csp.hci.ic.gov",
        dual_stack_dns_suffix: "api.aws.hci.ic.gov",
        implicit_global_region: "us-isof-south-1",
        prefixes: &["us-isof"],
        others: &["aws-iso-f-global"],
    },
    Partition {
        id: "aws-eusc",
        dns_suffix: "amazonaws.eu",
        dual_stack_dns_suffix: "api.amazonwebservices.eu",
        implicit_global_region: "eusc-de-east-1",
        prefixes: &["eusc-de"],
        others: &[],
    },
];

impl Partition {
    fn holds(&self, region: &str) -> bool {
        self.others.contains(&region) || has_prefix(self.prefixes, region)
    }
}

fn has_prefix(prefixes: &[&str], region: &str) -> bool {
    prefixes.iter().any(|prefix| {
        region
            .strip_prefix(prefix)
            .and_then(|rest| rest.strip_prefix('-'))
            .and_then(|rest| rest.split_once('-'))
            .is_some_and(|(word, number)| {
                !word.is_empty()
                    && !number.is_empty()
                    && word
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                    && number.bytes().all(|byte| byte.is_ascii_digit())
            })
    })
}

/// Which regions belong together, so that one of them can stand for all.
#[derive(Clone, Copy, Debug)]
pub struct Regions {
    /// What their names begin with; one word and a number follow, each after a hyphen.
    pub prefixes: &'static [&'static str],
    /// Names that have another form.
    pub others: &'static [&'static str],
    /// What the names of hosts end in.
    pub dns_suffix: &'static str,
    /// The same where hosts have IPv6 addresses too.
    pub dual_stack_dns_suffix: &'static str,
}

impl Regions {
    /// The regions of each partition; that of regions which are in none comes first.
    pub fn all() -> impl Iterator<Item = Self> {
        PARTITIONS.iter().map(|partition| Self {
            prefixes: partition.prefixes,
            others: partition.others,
            dns_suffix: partition.dns_suffix,
            dual_stack_dns_suffix: partition.dual_stack_dns_suffix,
        })
    }

    /// Whether a region is among them.
    pub fn hold(self, region: &str) -> bool {
        self.others.contains(&region) || has_prefix(self.prefixes, region)
    }
}

/// `aws.partition`: the partition of a region.
pub(super) fn partition<'m>(region: &str) -> Value<'m> {
    let found = PARTITIONS
        .iter()
        .find(|partition| partition.holds(region))
        .or(PARTITIONS.first());
    let Some(found) = found else {
        return Value::Empty;
    };
    Value::Record(Rc::from([
        ("name", Value::borrowed(found.id)),
        ("dnsSuffix", Value::borrowed(found.dns_suffix)),
        (
            "dualStackDnsSuffix",
            Value::borrowed(found.dual_stack_dns_suffix),
        ),
        ("supportsFIPS", Value::Boolean(true)),
        ("supportsDualStack", Value::Boolean(true)),
        (
            "implicitGlobalRegion",
            Value::borrowed(found.implicit_global_region),
        ),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_and_their_partitions() {
        for (region, id) in [
            ("us-east-1", "aws"),
            ("mx-central-1", "aws"),
            ("aws-global", "aws"),
            ("us-gov-west-1", "aws-us-gov"),
            ("us-gov-north-7", "aws-us-gov"),
            ("cn-north-1", "aws-cn"),
            ("us-iso-east-1", "aws-iso"),
            ("us-isob-east-1", "aws-iso-b"),
            ("eu-isoe-west-1", "aws-iso-e"),
            ("us-isof-south-1", "aws-iso-f"),
            ("eusc-de-east-1", "aws-eusc"),
            ("eusc-fr-east-1", "aws"),
            ("nowhere", "aws"),
            ("", "aws"),
        ] {
            let Value::Record(fields) = partition(region) else {
                panic!("no partition");
            };
            assert_eq!(fields[0].1.describe(), format!("`{id}`"), "{region}");
        }
    }
}
