//! What only services, resources and operations have.
//!
//! Resolves the references of their properties, and joins them with what their mixins bring.
//! (Specification: "Service types".)

use crate::model::{Detail, Operation, Reference, Rename, Resource, ResourceMember, Service};
use crate::name::{ShapeType, known};
use crate::text::{Spanned, Symbol};

use super::declarations::{
    Link, OperationProperties, Properties, ResourceProperties, ServiceProperties,
};
use super::merge::Merger;
use super::mixins::{join, join_services};
use super::names::{Site, State};
use super::unresolved::{Place, Wanted};

const OPERATION: Wanted = Wanted::OfType(ShapeType::Operation);
const RESOURCE: Wanted = Wanted::OfType(ShapeType::Resource);
const STRUCTURE: Wanted = Wanted::OfType(ShapeType::Structure);

impl<'a> Merger<'a> {
    /// Builds what a declaration's type asks for, on top of what its mixins bring.
    pub fn detail(&mut self, site: Site<'a>, inherited: Detail) -> Detail {
        match &site.shape.properties {
            Properties::None => match site.shape.shape_type {
                // A broken or JSON shape without any property still has its kind's detail.
                ShapeType::Service | ShapeType::Resource | ShapeType::Operation => inherited,
                _ => Detail::None,
            },
            Properties::Service(declared) => {
                let own = self.service(site, declared);
                let mut out = match inherited {
                    Detail::Service(service) => *service,
                    _ => Service::default(),
                };
                join_services(&mut out, &own);
                Detail::Service(Box::new(out))
            }
            Properties::Resource(declared) => {
                Detail::Resource(Box::new(self.resource(site, declared)))
            }
            Properties::Operation(declared) => {
                let own = self.operation(site, declared);
                let mut errors = match inherited {
                    Detail::Operation(operation) => operation.errors,
                    _ => Vec::new(),
                };
                join(&mut errors, &own.errors);
                Detail::Operation(Box::new(Operation { errors, ..own }))
            }
        }
    }

    fn service(&mut self, site: Site<'a>, declared: &'a ServiceProperties) -> Service {
        let rename = declared.rename.iter().map(|(link, name)| Rename {
            shape: Reference {
                id: self.index.resolve(site.file, link.name.value).id,
                span: link.name.span,
            },
            name: name.clone(),
        });
        let rename = rename.collect();
        Service {
            version: declared.version.clone(),
            operations: self.links(site, &declared.operations, OPERATION),
            resources: self.links(site, &declared.resources, RESOURCE),
            errors: self.links(site, &declared.errors, Wanted::Error),
            rename,
        }
    }

    fn resource(&mut self, site: Site<'a>, declared: &'a ResourceProperties) -> Resource {
        let mut lifecycle = declared
            .lifecycle
            .map(|link| link.map(|link| self.link(site, link, OPERATION)))
            .into_iter();
        let mut next = || lifecycle.next().flatten();
        let [put, create, read] = [next(), next(), next()];
        let [update, delete, list] = [next(), next(), next()];
        let mut named = |links: &[(Spanned<Symbol>, Link)]| {
            links
                .iter()
                .map(|(name, link)| ResourceMember {
                    name: name.value,
                    name_span: name.span,
                    target: self.link(site, *link, Wanted::Target),
                })
                .collect()
        };
        let identifiers = named(&declared.identifiers);
        let properties = named(&declared.properties);
        Resource {
            identifiers,
            properties,
            put,
            create,
            read,
            update,
            delete,
            list,
            operations: self.links(site, &declared.operations, OPERATION),
            collection_operations: self.links(site, &declared.collection_operations, OPERATION),
            resources: self.links(site, &declared.resources, RESOURCE),
        }
    }

    fn operation(&mut self, site: Site<'a>, declared: &'a OperationProperties) -> Operation {
        let unit = Reference {
            id: known::UNIT,
            span: site.shape.name_span,
        };
        let mut one = |link: Option<Link>| match link {
            Some(link) => self.link(site, link, STRUCTURE),
            None => unit,
        };
        let (input, output) = (one(declared.input), one(declared.output));
        Operation {
            input,
            output,
            errors: self.links(site, &declared.errors, Wanted::Error),
        }
    }

    fn links(&mut self, site: Site<'a>, links: &[Link], wanted: Wanted) -> Vec<Reference> {
        let mut out = Vec::with_capacity(links.len());
        for link in links {
            out.push(self.link(site, *link, wanted));
        }
        out
    }

    fn link(&mut self, site: Site<'a>, link: Link, wanted: Wanted) -> Reference {
        let reference = {
            let shape = site.shape;
            self.reference(
                site.file,
                link.name,
                wanted,
                Some(shape.id),
                Some(shape.span),
            )
        };
        if link.syntactic && reference.id == known::BROKEN {
            let found = self.index.resolve(site.file, link.name.value);
            if found.state == State::Unknown {
                let place = Place {
                    file: site.file,
                    name: link.name,
                    wanted: Wanted::Id,
                    shape: None,
                    event: None,
                };
                self.unresolved.echo_id(place, found.id);
            }
        }
        reference
    }
}
