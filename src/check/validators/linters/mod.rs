//! The linters: validators that run where the model's metadata asks for them.
//!
//! A new linter is one file and one line in [`LINTERS`]. It reads its configuration once, into a
//! value that is then run; which of its reports are wanted, and under which id, is not its concern.
//! (Specification: "Model validation", built-in validators; guide "Linting models".)

mod abbreviation_name;
mod camel_case;
mod emit_each_selector;
mod emit_none_selector;
mod input_output_reuse;
mod missing_client_optional;
mod missing_paginated;
mod missing_sensitive;
mod noninclusive_terms;
mod repeated_shape_name;
mod reserved_words;
mod should_have_used_timestamp;
mod standard_operation_verb;
mod text_search;
mod unreferenced_shape;
mod words;

use crate::check::Context;
use crate::check::settings::{Read, Settings};
use crate::diag::{Diagnostic, Diagnostics};
use crate::text::Span;

/// A configured linter.
pub(in crate::check) trait Lint: Send + Sync {
    /// Adds what it finds. Linear in the model, but for what its selectors cost.
    ///
    /// # Errors
    /// A selector of its configuration takes too much work.
    fn run(&self, context: &Context<'_>, out: &mut Diagnostics) -> Result<(), Box<Diagnostic>>;
}

/// How a linter is made from its configuration, for a definition that stands at a place.
type Make = fn(&mut Settings<'_>, Span) -> Read<Box<dyn Lint>>;

/// A linter that metadata can ask for.
pub(in crate::check) struct Linter {
    pub name: &'static str,
    pub properties: &'static [&'static str],
    pub make: Make,
}

const fn linter(name: &'static str, properties: &'static [&'static str], make: Make) -> Linter {
    Linter {
        name,
        properties,
        make,
    }
}

/// All linters, by name.
pub(in crate::check) static LINTERS: &[Linter] = &[
    linter(
        "AbbreviationName",
        &["allowedAbbreviations"],
        abbreviation_name::make,
    ),
    linter("CamelCase", &["memberNames"], camel_case::make),
    linter(
        "EmitEachSelector",
        &["selector", "bindToTrait", "messageTemplate"],
        emit_each_selector::make,
    ),
    linter("EmitNoneSelector", &["selector"], emit_none_selector::make),
    linter("InputOutputStructureReuse", &[], input_output_reuse::make),
    linter(
        "MissingClientOptionalTrait",
        &["onRequiredOrDefault", "onRequiredStructureOrUnion"],
        missing_client_optional::make,
    ),
    linter(
        "MissingPaginatedTrait",
        &[
            "verbsRequirePagination",
            "verbsSuggestPagination",
            "inputMembersRequirePagination",
            "outputMembersRequirePagination",
        ],
        missing_paginated::make,
    ),
    linter(
        "MissingSensitiveTrait",
        &["terms", "excludeDefaults"],
        missing_sensitive::make,
    ),
    linter(
        "NoninclusiveTerms",
        &["terms", "excludeDefaults"],
        noninclusive_terms::make,
    ),
    linter(
        "RepeatedShapeName",
        &["exactMatch"],
        repeated_shape_name::make,
    ),
    linter("ReservedWords", &["reserved"], reserved_words::make),
    linter(
        "ShouldHaveUsedTimestamp",
        &["additionalPatterns"],
        should_have_used_timestamp::make,
    ),
    linter(
        "StandardOperationVerb",
        &["verbs", "prefixes", "suggestAlternatives"],
        standard_operation_verb::make,
    ),
    linter(
        "StutteredShapeName",
        &[],
        repeated_shape_name::make_stuttered,
    ),
    linter(
        "UnreferencedShape",
        &["rootShapeSelector"],
        unreferenced_shape::make,
    ),
];

/// What a linter that cannot fail returns.
const DONE: Result<(), Box<Diagnostic>> = Ok(());
