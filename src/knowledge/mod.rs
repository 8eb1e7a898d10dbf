//! Typed views over a model: what several later stages ask of it.
//!
//! Each file answers one family of questions from a `&Model` and keeps nothing; none of them
//! reports mistakes or knows a target language.

pub mod http;
pub mod nullability;

#[cfg(test)]
pub(crate) mod testing;
