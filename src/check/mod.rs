//! The semantic checker.
