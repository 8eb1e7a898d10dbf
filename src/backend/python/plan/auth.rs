//! How the requests of an operation are signed: its authentication schemes, the preferred first.
//!
//! A service has the schemes that are traits on it. `@auth` puts them in order, on the service or on
//! an operation; without it they go in the order of their ids. `@optionalAuth` adds that nothing is
//! signed. (Specification: "Authentication traits".)

use crate::model::Shape;
use crate::name::{ShapeId, known};
use crate::node::Node;

use super::{Operation, Plan};

/// The services whose signatures follow the rules of S3, by their names in signatures.
const S3: [&str; 4] = ["s3", "s3-object-lambda", "s3-outposts", "s3express"];

/// A way to prove who calls.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AuthScheme {
    /// `@httpBearerAuth`.
    Bearer,
    /// `@httpBasicAuth`.
    Basic,
    /// `@httpDigestAuth`.
    Digest,
    /// `@httpApiKeyAuth`.
    ApiKey {
        /// The header or parameter.
        name: String,
        /// Whether it is a parameter of the query.
        query: bool,
        /// What goes before the key in a header.
        scheme: Option<String>,
    },
    /// `@sigv4`.
    SigV4 {
        /// The name of the service in signatures.
        service: String,
        /// What of the body is signed, and how.
        kind: Signed,
        /// Whether the body is left out of signatures.
        unsigned: bool,
    },
    /// None at all.
    Nothing,
    /// A scheme that only the caller knows how to use.
    Other(ShapeId),
}

/// What a signature of AWS covers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Signed {
    /// A request.
    Request,
    /// A request to S3, which has rules of its own.
    S3,
    /// A request and the events in its body.
    Events,
}

impl Plan<'_> {
    /// The schemes on the service, in the order of its `@auth`, or of their ids.
    fn service_schemes(&self) -> Vec<ShapeId> {
        if let Some(order) = auth_order(self.service) {
            return order;
        }
        let mut offered: Vec<ShapeId> = self.offered_schemes();
        offered.sort_unstable();
        offered
    }

    /// The schemes that are traits on the service.
    pub fn offered_schemes(&self) -> Vec<ShapeId> {
        let traits = self.service.traits.iter().map(|applied| applied.id);
        traits.filter(|id| self.is_scheme(*id)).collect()
    }

    fn is_scheme(&self, id: ShapeId) -> bool {
        let definition = self.model.shape(id);
        definition.is_some_and(|shape| shape.has_trait(known::AUTH_DEFINITION))
    }

    /// The schemes of an operation, the preferred first; `None` where the service has none, so that
    /// the model says nothing about authentication.
    pub fn auth(&self, operation: &Operation<'_>) -> Option<Vec<AuthScheme>> {
        if self.offered_schemes().is_empty() {
            return None;
        }
        let order = auth_order(operation.shape).unwrap_or_else(|| self.service_schemes());
        let mut schemes: Vec<AuthScheme> = Vec::new();
        for id in order {
            let scheme = self.scheme(id, operation);
            if !schemes.contains(&scheme) {
                schemes.push(scheme);
            }
        }
        // What only a caller could do is of no interest where there is something that we can.
        let asymmetric = AuthScheme::Other(known::AWS_SIGV4A);
        if schemes.iter().any(|scheme| *scheme != asymmetric) {
            schemes.retain(|scheme| *scheme != asymmetric);
        }
        let optional = operation.shape.has_trait(known::OPTIONAL_AUTH);
        if optional && !schemes.is_empty() && !schemes.contains(&AuthScheme::Nothing) {
            schemes.push(AuthScheme::Nothing);
        }
        Some(schemes)
    }

    /// The schemes of all operations, each once, in the order of their ids.
    pub fn auth_schemes(&self) -> Vec<AuthScheme> {
        let mut found: Vec<AuthScheme> = Vec::new();
        for operation in &self.operations {
            for scheme in self.auth(operation).unwrap_or_default() {
                if !found.contains(&scheme) {
                    found.push(scheme);
                }
            }
        }
        found
    }

    /// Whether requests may be signed for AWS.
    pub fn signs_for_aws(&self) -> bool {
        self.offered_schemes().contains(&known::AWS_SIGV4)
    }

    /// Whether a name and a password may be asked for.
    pub fn has_logins(&self) -> bool {
        let offered = self.offered_schemes();
        offered.contains(&known::HTTP_BASIC_AUTH) || offered.contains(&known::HTTP_DIGEST_AUTH)
    }

    fn scheme(&self, id: ShapeId, operation: &Operation<'_>) -> AuthScheme {
        let value = self.service.trait_value(id);
        let text = |name: &str| Some(value?.get_str(name)?.to_owned());
        match id {
            known::HTTP_BEARER_AUTH => AuthScheme::Bearer,
            known::HTTP_BASIC_AUTH => AuthScheme::Basic,
            known::HTTP_DIGEST_AUTH => AuthScheme::Digest,
            known::NO_AUTH => AuthScheme::Nothing,
            known::HTTP_API_KEY_AUTH if value.is_some() => AuthScheme::ApiKey {
                name: text("name").unwrap_or_default(),
                query: text("in").as_deref() == Some("query"),
                scheme: text("scheme"),
            },
            known::AWS_SIGV4 if value.is_some() => {
                let service = text("name").unwrap_or_default();
                let kind = if operation.sends.is_some() {
                    Signed::Events
                } else if S3.contains(&service.as_str()) {
                    Signed::S3
                } else {
                    Signed::Request
                };
                AuthScheme::SigV4 {
                    service,
                    kind,
                    unsigned: operation.shape.has_trait(known::AWS_UNSIGNED_PAYLOAD),
                }
            }
            _ => AuthScheme::Other(id),
        }
    }
}

/// What `@auth` says on a shape, if it is there.
fn auth_order(shape: &Shape) -> Option<Vec<ShapeId>> {
    let value = shape.trait_value(known::AUTH)?;
    let ids = value.as_array()?.iter().filter_map(Node::as_str);
    Some(ids.filter_map(ShapeId::parse).collect())
}
