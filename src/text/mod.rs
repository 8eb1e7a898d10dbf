//! Source text and positions in it.
//!
//! Holds file ids, byte spans, the source map with its conversions between byte offsets and
//! lines and columns, text edits, and the string interner. It knows nothing of Smithy. Every
//! later floor passes [`Span`]s around and asks the [`SourceMap`] only when a person or a
//! machine has to be told where something is.

mod edit;
pub(crate) mod scan;
mod seeded;
mod source;
mod symbol;

pub use edit::{EditConflict, TextEdit, apply_edits};
pub use source::{FileId, LineColumn, Origin, SourceFile, SourceMap, Span, Spanned};
pub use symbol::Symbol;
pub(crate) use symbol::seed;
