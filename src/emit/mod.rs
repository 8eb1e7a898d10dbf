//! The model as JSON AST or IDL.
