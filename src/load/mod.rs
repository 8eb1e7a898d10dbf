//! Declarations of all files → one model.
