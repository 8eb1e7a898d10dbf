//! Lazy indexes and typed views over the model.
