//! JSON text → nodes with spans.
