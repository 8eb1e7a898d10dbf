//! Diagnostics: what is wrong, where, why, and how to mend it.
//!
//! A [`Diagnostic`] is a value. It knows nothing of terminals, formats or of the list of all
//! codes: each [`Code`] is declared in the file that reports it, and renderers live floors above.

mod diagnostic;
mod diagnostics;
mod fix;
mod suggest;

pub use diagnostic::{Code, Diagnostic, Label, Severity};
pub use diagnostics::{Diagnostics, REPORTS_OF_A_FILE};
pub use fix::Fix;
pub use suggest::nearest;
